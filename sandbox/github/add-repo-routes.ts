import { findRepo } from './find-spot.ts';
import type { GithubApp, GithubDesk } from './github-app.ts';
import { GithubError, invalidRequest, notFound } from './github-error.ts';
import { repoIn } from './github-world.ts';
import type { RateLimits } from './limit-rates.ts';
import { readBody, textOf } from './read-body.ts';
import { renderRepo } from './render-repo.ts';

const one = '/repos/:owner/:repo';

/** A repository and its switches, and the state of the rate limits. */
export function addRepoRoutes(app: GithubApp, { world, urls }: GithubDesk, rates: RateLimits): void {
  app.get('/rate_limit', (c) => c.json({ resources: { core: rates.core() }, rate: rates.core() }));
  app.get(one, (c) => c.json(renderRepo(urls(c), findRepo(world, c))));
  app.patch(one, async (c) => {
    const repo = repoIn(world, c.req.param('owner'), c.req.param('repo'));
    if (repo === undefined) throw notFound();
    const body = await readBody(c);
    const archived = flagOf(body, 'archived') ?? repo.archived;
    // An archived repository takes one change: to be archived no longer.
    if (repo.archived && archived) throw new GithubError(403, 'Repository was archived so is read-only.');
    repo.archived = archived;
    repo.hasIssues = flagOf(body, 'has_issues') ?? repo.hasIssues;
    repo.description = textOf(body, 'description') ?? repo.description;
    world.changed();
    return c.json(renderRepo(urls(c), repo));
  });
}

function flagOf(body: Record<string, unknown>, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || typeof value === 'boolean') return value;
  throw invalidRequest(`For 'properties/${field}', ${JSON.stringify(value)} is not a boolean.`);
}
