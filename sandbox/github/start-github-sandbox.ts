import { randomUUID } from 'node:crypto';
import { createChangeBell } from '../http/change-bell.ts';
import { createHttpFaults, type HttpFaults } from '../http/http-faults.ts';
import { listen } from '../http/listen.ts';
import type { HttpCall } from '../http/record-call.ts';
import { urlsFor } from '../http/urls-for.ts';
import { watchRequests } from '../http/watch-requests.ts';
import { addCommentRoutes } from './add-comment-routes.ts';
import { addIssueLabelRoutes } from './add-issue-label-routes.ts';
import { addIssueRoutes } from './add-issue-routes.ts';
import { addLabelRoutes } from './add-label-routes.ts';
import { addPeopleRoutes } from './add-people-routes.ts';
import { addReactionRoutes } from './add-reaction-routes.ts';
import { addRepoRoutes } from './add-repo-routes.ts';
import { answerEtag } from './answer-etag.ts';
import { createPerson } from './create-person.ts';
import { createGithubApp, type GithubApp, type GithubDesk } from './github-app.ts';
import type { GithubSandbox, GithubStrictness } from './github-sandbox.ts';
import { notFound } from './github-error.ts';
import { createGithubWorld, type GithubWorld } from './github-world.ts';
import { limitRates } from './limit-rates.ts';
import { requireToken } from './require-token.ts';

export interface GithubSandboxOptions {
  /** 0 (the default) takes a free one. */
  port?: number;
  /** `owner/name`; default `acme/security`. */
  repos?: string[];
  token?: string;
  /** The author of everything written through the API. */
  login?: string;
  /** Logins that can be assigned, besides `login`. */
  people?: string[];
  /** `html_url` is `<webUrl>/github/OWNER/REPO/issues/N`; default the API's own address. */
  webUrl?: string | (() => string);
  strictness?: Partial<GithubStrictness>;
  /** Milliseconds since 1970; for tests that turn the clock. */
  now?: () => number;
}

/** Starts a local GitHub on the loopback address. */
export async function startGithubSandbox(options: GithubSandboxOptions = {}): Promise<GithubSandbox> {
  const token = options.token ?? 'ghp_sandbox';
  const login = options.login ?? 'irene-bot[bot]';
  const now = options.now ?? Date.now;
  const strictness: GithubStrictness = { contentPerMinute: 80, requestsPerHour: 5000, ...options.strictness };
  const faults = createHttpFaults();
  const bell = createChangeBell();
  const calls: HttpCall[] = [];
  const people = options.people ?? ['aki', 'mika', 'ren'];
  const repos = options.repos ?? ['acme/security'];
  const world = createGithubWorld({ repos, people, bot: login, now, changed: bell.ring });
  const rates = limitRates(strictness, now);
  const desk = { world, urls: urlsFor(options.webUrl) };

  const app = createGithubApp();
  addAddressesById(app, world);
  addGates(app, { faults, calls });
  app.use(requireToken(token), rates.middleware, answerEtag);
  addRepoRoutes(app, desk, rates);
  addRoutes(app, desk);

  const { url, close } = await listen(app, options.port ?? 0);
  return {
    apiUrl: url,
    token,
    login,
    repos: world.repos,
    failNext: faults.failNext,
    strictness,
    calls,
    person: createPerson(world, 'aki'),
    onChange: bell.onChange,
    close,
  };
}

/** Where redirects lead: the same as under the repository's name. Asked before the gates, so that each sees it once. */
function addAddressesById(app: GithubApp, world: GithubWorld): void {
  app.all('/repositories/:id{[0-9]+}/:rest{.+}', (c) => {
    const repo = world.repos.find(({ id }) => id === Number(c.req.param('id')));
    if (repo === undefined) throw notFound();
    const { origin, search } = new URL(c.req.url);
    const path = `/repos/${repo.owner}/${repo.name}/${c.req.param('rest')}`;
    return app.fetch(new Request(`${origin}${path}${search}`, c.req.raw), c.env);
  });
}

function addGates(app: GithubApp, { faults, calls }: { faults: HttpFaults; calls: HttpCall[] }): void {
  app.use(watchRequests(faults, calls));
  app.use(async (c, next) => {
    c.header('x-github-request-id', randomUUID());
    c.header('x-github-media-type', 'github.v3; format=json');
    c.header('x-github-api-version-selected', c.req.header('x-github-api-version') ?? '2022-11-28');
    await next();
  });
}

function addRoutes(app: GithubApp, desk: GithubDesk): void {
  addIssueRoutes(app, desk);
  addCommentRoutes(app, desk);
  addLabelRoutes(app, desk);
  addIssueLabelRoutes(app, desk);
  addPeopleRoutes(app, desk);
  addReactionRoutes(app, desk);
}
