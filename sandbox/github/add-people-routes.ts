import type { Context } from 'hono';
import { answerPage } from './answer-page.ts';
import { findRepo, findSpot } from './find-spot.ts';
import type { GithubApp, GithubDesk } from './github-app.ts';
import { GithubError, notFound } from './github-error.ts';
import { isSameName, loginIn, type GithubWorld } from './github-world.ts';
import { changeIssue } from './issue-acts.ts';
import { namesOf, readBody } from './read-body.ts';
import { renderIssue } from './render-issue.ts';
import { renderUser } from './render-user.ts';

const repo = '/repos/:owner/:repo';
const ofIssue = `${repo}/issues/:number{[0-9]+}/assignees` as const;

/** Users, who may be assigned, who is, and what they may do in a repository. */
export function addPeopleRoutes(app: GithubApp, desk: GithubDesk): void {
  const { world, urls } = desk;
  app.get('/user', (c) => c.json({ ...renderUser(urls(c), world.bot), name: world.bot, email: null }));
  app.get('/users/:login', (c) => {
    const login = findLogin(world, c);
    return c.json({ ...renderUser(urls(c), login), name: login, email: null });
  });
  app.get(`${repo}/assignees`, (c) => {
    findRepo(world, c);
    return answerPage(c, world.people, (login) => renderUser(urls(c), login));
  });
  app.get(`${repo}/assignees/:login`, (c) => {
    findRepo(world, c);
    findLogin(world, c);
    return c.body(null, 204);
  });
  app.get(`${repo}/collaborators/:login`, (c) => {
    findRepo(world, c);
    findLogin(world, c);
    return c.body(null, 204);
  });
  app.get(`${repo}/collaborators/:login/permission`, (c) => {
    findRepo(world, c);
    const login = loginIn(world, c.req.param('login'));
    if (login === undefined) throw new GithubError(404, `${c.req.param('login')} is not a user`);
    return c.json({ permission: 'write', role_name: 'write', user: renderUser(urls(c), login) });
  });
  addAssigneeRoutes(app, desk);
}

function addAssigneeRoutes(app: GithubApp, { world, urls }: GithubDesk): void {
  app.post(ofIssue, async (c) => {
    const spot = findSpot(world, c);
    const named = namesOf(await readBody(c), 'assignees') ?? [];
    // Here, unlike in PATCH, GitHub passes over logins that cannot be assigned without a word.
    const known = named.map((login) => loginIn(world, login)).filter((login) => login !== undefined);
    changeIssue(world, spot, { assignees: [...spot.issue.assignees, ...known] });
    return c.json(renderIssue(urls(c), spot.repo, spot.issue), 201);
  });
  app.delete(ofIssue, async (c) => {
    const spot = findSpot(world, c);
    const named = namesOf(await readBody(c), 'assignees') ?? [];
    const left = spot.issue.assignees.filter((login) => !named.some((name) => isSameName(name, login)));
    changeIssue(world, spot, { assignees: left });
    return c.json(renderIssue(urls(c), spot.repo, spot.issue));
  });
}

function findLogin(world: GithubWorld, c: Context): string {
  const login = loginIn(world, c.req.param('login') ?? '');
  if (login === undefined) throw notFound();
  return login;
}
