import type { Context } from 'hono';
import { answerPage } from './answer-page.ts';
import { findSpot } from './find-spot.ts';
import type { GithubApp, GithubDesk } from './github-app.ts';
import { GithubError } from './github-error.ts';
import { isSameName } from './github-world.ts';
import { changeIssue } from './issue-acts.ts';
import { namesOf, readJson } from './read-body.ts';
import { readLabels } from './read-issue.ts';
import { labelsOf } from './render-issue.ts';

const labels = '/repos/:owner/:repo/issues/:number{[0-9]+}/labels';

/** The labels on an issue; a name the repository does not have yet is made on the way. */
export function addIssueLabelRoutes(app: GithubApp, { world, urls }: GithubDesk): void {
  function setLabels(c: Context, choose: (now: string[]) => string[]): Response {
    const spot = findSpot(world, c);
    changeIssue(world, spot, { labels: choose(spot.issue.labels) });
    return c.json(labelsOf(urls(c), spot.repo, spot.issue));
  }

  app.get(labels, (c) => {
    const { repo, issue } = findSpot(world, c);
    return answerPage(c, labelsOf(urls(c), repo, issue), (label) => label);
  });
  app.post(labels, async (c) => {
    const names = await readNames(c);
    return setLabels(c, (now) => [...now, ...names]);
  });
  app.put(labels, async (c) => {
    const names = await readNames(c);
    return setLabels(c, () => names);
  });
  app.delete(labels, (c) => {
    changeIssue(world, findSpot(world, c), { labels: [] });
    return c.body(null, 204);
  });
  app.delete(`${labels}/:name`, (c) =>
    setLabels(c, (now) => {
      const left = now.filter((name) => !isSameName(name, c.req.param('name')));
      if (left.length === now.length) throw new GithubError(404, 'Label does not exist');
      return left;
    }),
  );
}

/** The body is `{ labels: [...] }` or the bare list. */
async function readNames(c: Context): Promise<string[]> {
  const body = await readJson(c);
  const fields = Array.isArray(body) ? { labels: body as unknown } : (body as Record<string, unknown>);
  return readLabels(namesOf(fields, 'labels') ?? []);
}
