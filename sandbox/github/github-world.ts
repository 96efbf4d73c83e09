import type { GithubComment, GithubIssue, GithubLabel, GithubRepo } from './github-sandbox.ts';

/** Everything one local GitHub knows. Changed only by the acts, so that `changed` is always told. */
export interface GithubWorld {
  repos: GithubRepo[];
  /** Logins that exist and may be assigned; the bot is one of them. */
  people: string[];
  bot: string;
  nextId: () => number;
  /** ISO 8601 with whole seconds, as GitHub writes times. */
  now: () => string;
  changed: () => void;
}

interface WorldStart {
  repos: string[];
  people: string[];
  bot: string;
  now: () => number;
  changed: () => void;
}

/** A world with empty repositories. `repos` are `owner/name`. */
export function createGithubWorld(start: WorldStart): GithubWorld {
  let lastId = 1_000_000;
  const nextId = () => (lastId += 1);
  return {
    repos: start.repos.map((fullName) => emptyRepo(fullName, nextId())),
    people: [...new Set([start.bot, ...start.people])],
    bot: start.bot,
    nextId,
    now: () => new Date(start.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    changed: start.changed,
  };
}

function emptyRepo(fullName: string, id: number): GithubRepo {
  const [owner, name, ...rest] = fullName.split('/');
  if (!owner || !name || rest.length > 0) throw new Error(`a repository is owner/name, not ${fullName}`);
  return { id, owner, name, description: '', issues: [], labels: [], archived: false, hasIssues: true };
}

/** Names are compared without case everywhere on GitHub. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function repoIn(world: GithubWorld, owner: string, name: string): GithubRepo | undefined {
  return world.repos.find((repo) => isSameName(repo.owner, owner) && isSameName(repo.name, name));
}

/** Neither deleted nor moved to another repository. */
export function isThere(issue: GithubIssue): boolean {
  return !issue.deleted && issue.movedTo === undefined;
}

export function loginIn(world: GithubWorld, login: string): string | undefined {
  return world.people.find((known) => isSameName(known, login));
}

export function labelIn(repo: GithubRepo, name: string): GithubLabel | undefined {
  return repo.labels.find((label) => isSameName(label.name, name));
}

export function commentIn(repo: GithubRepo, id: number): { issue: GithubIssue; comment: GithubComment } | undefined {
  for (const issue of repo.issues) {
    const comment = issue.comments.find((candidate) => candidate.id === id);
    if (comment !== undefined && isThere(issue)) return { issue, comment };
  }
  return undefined;
}
