import { answerPage } from './answer-page.ts';
import { findSpot, findTracker } from './find-spot.ts';
import type { GithubApp, GithubDesk } from './github-app.ts';
import { changeIssue, openIssue } from './issue-acts.ts';
import { listIssues } from './list-issues.ts';
import { readBody } from './read-body.ts';
import { readChange, readDraft } from './read-issue.ts';
import { renderEvent, renderTimeline } from './render-event.ts';
import { renderIssue } from './render-issue.ts';

const issues = '/repos/:owner/:repo/issues';
const one = `${issues}/:number{[0-9]+}` as const;

/** List, create, read and change issues, and read what happened to them. */
export function addIssueRoutes(app: GithubApp, { world, urls }: GithubDesk): void {
  app.get(issues, (c) => {
    const repo = findTracker(world, c);
    return answerPage(c, listIssues(repo, c), (issue) => renderIssue(urls(c), repo, issue));
  });
  app.post(issues, async (c) => {
    const repo = findTracker(world, c);
    const issue = openIssue(world, repo, world.bot, readDraft(world, await readBody(c)));
    const shown = renderIssue(urls(c), repo, issue);
    c.header('location', shown.url);
    return c.json(shown, 201);
  });
  app.get(one, (c) => {
    const { repo, issue } = findSpot(world, c);
    return c.json(renderIssue(urls(c), repo, issue));
  });
  app.patch(one, async (c) => {
    const spot = findSpot(world, c);
    changeIssue(world, spot, readChange(world, await readBody(c)));
    return c.json(renderIssue(urls(c), spot.repo, spot.issue));
  });
  app.get(`${one}/events`, (c) => {
    const { repo, issue } = findSpot(world, c);
    return answerPage(c, issue.events, (event) => renderEvent(urls(c), repo, event));
  });
  app.get(`${one}/timeline`, (c) => {
    const { repo, issue } = findSpot(world, c);
    return answerPage(c, renderTimeline(urls(c), repo, issue), (entry) => entry);
  });
}
