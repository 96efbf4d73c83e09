import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { renderIssue } from './github/issue.ts';
import { renderIssueList, renderRepoList } from './github/issue-list.ts';
import { renderPage, type View } from './layout.ts';
import { renderIncident } from './pagerduty/incident.ts';
import { renderIncidentList } from './pagerduty/incident-list.ts';
import type { Scene } from './scene.ts';
import { channelsOf, renderChannel, renderThread } from './slack/channel.ts';
import { renderHome } from './slack/home.ts';
import type { Html } from './text/html.ts';

/** The addresses a person can go to: channels and threads, repositories and issues, incidents. */
export function createPlaces(sceneOf: (c: Context) => Scene): Hono {
  const app = new Hono();
  app.get('/', (c) => c.redirect(`/slack/${encodeURIComponent(channelsOf(sceneOf(c))[0]?.id ?? 'none')}`));
  app.get('/slack/:channel', (c) => showChannel(c, sceneOf(c)));
  // The page asks for itself again and again: only a person's click tells the app that its home was opened.
  app.get('/home/open', (c) => {
    const { sandboxes, me } = sceneOf(c);
    sandboxes.slack.person(me.id).openHome();
    return c.redirect('/home');
  });
  app.get('/home', (c) => {
    const scene = sceneOf(c);
    return show(c, { title: 'App Home', here: '/home', middle: renderHome(scene), hasRail: true }, scene);
  });
  app.get('/archives/:channel', (c) => c.redirect(`/slack/${encodeURIComponent(c.req.param('channel'))}`));
  // Slack's permalinks: p and the ts without its point
  app.get('/archives/:channel/:moment{p[0-9]{7,}}', (c) => {
    const digits = c.req.param('moment').slice(1);
    const ts = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    const thread = c.req.query('thread_ts');
    return c.redirect(
      `/slack/${encodeURIComponent(c.req.param('channel'))}${thread === undefined ? '' : `?thread=${encodeURIComponent(thread)}`}#${ts}`,
    );
  });
  addGithubPlaces(app, sceneOf);
  addPagerdutyPlaces(app, sceneOf);
  app.get('*', (c) => missing(c, sceneOf(c), 'There is nothing at this address.'));
  return app;
}

function showChannel(c: Context, scene: Scene): Response | Promise<Response> {
  const wanted = c.req.param('channel');
  const channel = channelsOf(scene).find(({ id, name }) => id === wanted || name === wanted);
  if (!channel) return missing(c, scene, `There is no channel ${wanted}.`);
  const newest = scene.sandboxes.slack.workspace.messages(channel.id).at(-1);
  if (newest) scene.seen.markRead(scene.me.id, channel.id, newest.ts);
  const thread = c.req.query('thread');
  const view = {
    title: `#${channel.name}`,
    here: `/slack/${channel.id}`,
    middle: renderChannel(channel, scene),
    hasRail: true,
  };
  return show(c, thread === undefined ? view : { ...view, thread: renderThread(channel, thread, scene) }, scene);
}

function addGithubPlaces(app: Hono, sceneOf: (c: Context) => Scene): void {
  const repoOf = (c: Context, { sandboxes: { github } }: Scene) =>
    github.repos.find(({ owner, name }) => owner === c.req.param('owner') && name === c.req.param('name'));
  app.get('/github', (c) => {
    const scene = sceneOf(c);
    return show(
      c,
      { title: 'Repositories', here: '/github', middle: renderRepoList(scene.sandboxes.github.repos), hasRail: true },
      scene,
    );
  });
  app.get('/github/:owner/:name', (c) => {
    const scene = sceneOf(c);
    const repo = repoOf(c, scene);
    if (!repo) return missing(c, scene, 'There is no such repository.');
    const state = c.req.query('state') === 'closed' ? 'closed' : 'open';
    const here = `/github/${repo.owner}/${repo.name}`;
    return show(
      c,
      { title: `${repo.owner}/${repo.name}`, here, middle: renderIssueList(repo, state), hasRail: true },
      scene,
    );
  });
  app.get('/github/:owner/:name/issues', (c) => c.redirect(c.req.path.replace(/\/issues$/, '')));
  app.get('/github/:owner/:name/issues/:number', (c) => {
    const scene = sceneOf(c);
    const repo = repoOf(c, scene);
    const issue = repo?.issues.find(({ number, deleted }) => number === Number(c.req.param('number')) && !deleted);
    if (!repo || !issue) return missing(c, scene, 'There is no such issue; it may have been deleted.');
    const view: View = {
      title: `${issue.title} · #${issue.number}`,
      here: c.req.path,
      middle: renderIssue(repo, issue, scene),
      hasRail: true,
    };
    return show(c, view, scene);
  });
}

function addPagerdutyPlaces(app: Hono, sceneOf: (c: Context) => Scene): void {
  app.get('/pagerduty', (c) => {
    const scene = sceneOf(c);
    return show(
      c,
      {
        title: 'Incidents',
        here: '/pagerduty',
        middle: renderIncidentList(scene.sandboxes.pagerduty.incidents),
        hasRail: true,
      },
      scene,
    );
  });
  app.get('/pagerduty/incidents', (c) => c.redirect('/pagerduty'));
  app.get('/pagerduty/incidents/:id', (c) => {
    const scene = sceneOf(c);
    const incident = scene.sandboxes.pagerduty.incidents.find(({ id }) => id === c.req.param('id'));
    if (!incident) return missing(c, scene, 'There is no such incident.');
    return show(
      c,
      { title: incident.title, here: '/pagerduty/incidents', middle: renderIncident(incident, scene), hasRail: true },
      scene,
    );
  });
}

async function show(c: Context, view: View, scene: Scene): Promise<Response> {
  return c.html(await renderPage(view, scene));
}

async function missing(c: Context, scene: Scene, why: string): Promise<Response> {
  const middle: Html = html`<section class="pane"><header class="pane-head"><h1>Not here</h1></header><p class="empty">${why} <a href="/">Back to the channels</a></p></section>`;
  return c.html(await renderPage({ title: 'Not here', here: '', middle, hasRail: true }, scene), 404);
}
