import type { HttpFaults } from '../http/http-faults.ts';
import type { HttpCall } from '../http/record-call.ts';

/** A local GitHub: the part of the REST API that issues need, as strict as the real one. */
export interface GithubSandbox {
  /** For `GITHUB_API_URL`, without a trailing slash. */
  apiUrl: string;
  token: string;
  /** Whom the token belongs to: the author of everything that is written through the API. */
  login: string;
  repos: GithubRepo[];
  /** The next `times` (default 1) requests whose method and path match fail so, e.g. `failNext('POST', /\/issues$/, …)`. */
  failNext: HttpFaults['failNext'];
  strictness: GithubStrictness;
  calls: HttpCall[];
  person: GithubPerson;
  onChange: (listener: () => void) => () => void;
  close: () => Promise<void>;
}

/** Each can be switched while the sandbox runs; undefined = no limit. */
export interface GithubStrictness {
  /** New issues and comments a minute before the secondary limit answers 403 with retry-after; as on github.com 80. */
  contentPerMinute: number | undefined;
  /** Requests an hour before the primary limit answers 403; as on github.com 5000. Answers with 304 do not count. */
  requestsPerHour: number | undefined;
}

/** What a person does on github.com, as `aki`. `repo` is `owner/name`. Throws when there is no such issue. */
export interface GithubPerson {
  close: (repo: string, number: number, reason: 'completed' | 'not_planned') => void;
  reopen: (repo: string, number: number) => void;
  editBody: (repo: string, number: number, body: string) => void;
  comment: (repo: string, number: number, body: string) => void;
  /** Adds the labels. */
  label: (repo: string, number: number, labels: string[]) => void;
  /** Adds the assignees. */
  assign: (repo: string, number: number, logins: string[]) => void;
  /** 410 for the issue from now on. */
  deleteIssue: (repo: string, number: number) => void;
  /** Moves the issue to another repository, where it gets another number. Returns that number. */
  transfer: (repo: string, number: number, toRepo: string) => number;
}

export interface GithubRepo {
  id: number;
  owner: string;
  name: string;
  description: string;
  issues: GithubIssue[];
  labels: GithubLabel[];
  archived: boolean;
  hasIssues: boolean;
}

export interface GithubLabel {
  id: number;
  name: string;
  /** Six hexadecimal digits without '#'. */
  color: string;
  description: string;
}

export type GithubStateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;

/** Times are ISO 8601 with whole seconds, as on github.com: two changes within a second have the same time. */
export interface GithubIssue {
  id: number;
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  stateReason: GithubStateReason;
  labels: string[];
  assignees: string[];
  user: string;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  deleted: boolean;
  /** Where it lies now: its old address leads there. */
  movedTo?: { repoId: number; number: number };
  comments: GithubComment[];
  reactions: GithubReaction[];
  events: GithubEvent[];
}

export interface GithubComment {
  id: number;
  user: string;
  body: string;
  createdAt: string;
  updatedAt: string;
  reactions: GithubReaction[];
}

export interface GithubReaction {
  id: number;
  user: string;
  content: string;
  createdAt: string;
}

export interface GithubEvent {
  id: number;
  event: 'closed' | 'reopened' | 'labeled' | 'unlabeled' | 'assigned' | 'unassigned' | 'renamed';
  actor: string;
  createdAt: string;
  stateReason?: GithubStateReason;
  label?: string;
  assignee?: string;
  rename?: { from: string; to: string };
}
