import type { GithubEvent, GithubIssue, GithubRepo, GithubStateReason } from './github-sandbox.ts';
import { isSameName, labelIn, type GithubWorld } from './github-world.ts';

/** Where something is done, and by whom. */
export interface Spot {
  repo: GithubRepo;
  issue: GithubIssue;
  by: string;
}

export interface IssueDraft {
  title: string;
  body: string;
  labels: string[];
  assignees: string[];
}

/** Only what is named changes. `stateReason` without a change of state is ignored, as GitHub documents it. */
export interface IssueChange {
  title?: string;
  body?: string;
  state?: 'open' | 'closed';
  stateReason?: GithubStateReason;
  /** The whole new list. */
  labels?: string[];
  /** The whole new list. */
  assignees?: string[];
}

export function openIssue(world: GithubWorld, repo: GithubRepo, by: string, draft: IssueDraft): GithubIssue {
  const issue = emptyIssue(world, repo, by, draft);
  repo.issues.push(issue);
  const spot = { repo, issue, by };
  setLabels(world, spot, draft.labels);
  setAssignees(world, spot, draft.assignees);
  world.changed();
  return issue;
}

function emptyIssue(world: GithubWorld, repo: GithubRepo, by: string, draft: IssueDraft): GithubIssue {
  const at = world.now();
  return {
    id: world.nextId(),
    number: repo.issues.length + 1,
    title: draft.title,
    body: draft.body,
    state: 'open',
    stateReason: null,
    labels: [],
    assignees: [],
    user: by,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    deleted: false,
    comments: [],
    reactions: [],
    events: [],
  };
}

export function changeIssue(world: GithubWorld, spot: Spot, change: IssueChange): void {
  const { issue } = spot;
  if (change.title !== undefined && change.title !== issue.title) {
    addEvent(world, spot, { event: 'renamed', rename: { from: issue.title, to: change.title } });
    issue.title = change.title;
  }
  if (change.body !== undefined) issue.body = change.body;
  if (change.labels !== undefined) setLabels(world, spot, change.labels);
  if (change.assignees !== undefined) setAssignees(world, spot, change.assignees);
  if (change.state !== undefined && change.state !== issue.state) setState(world, spot, change);
  touch(world, issue);
}

export function deleteIssue(world: GithubWorld, issue: GithubIssue): void {
  issue.deleted = true;
  touch(world, issue);
}

/** The issue under a new number of `to`; comments and labels come along, and the old one only leads there. */
export function transferIssue(world: GithubWorld, issue: GithubIssue, to: GithubRepo): GithubIssue {
  const number = to.issues.length + 1;
  const moved = { ...structuredClone(issue), id: world.nextId(), number };
  labelNames(world, to, moved.labels);
  to.issues.push(moved);
  issue.movedTo = { repoId: to.id, number };
  touch(world, moved);
  return moved;
}

/** Marks the issue as changed now. */
export function touch(world: GithubWorld, issue: GithubIssue): void {
  issue.updatedAt = world.now();
  world.changed();
}

/** The names as the repository writes them; a name it does not have yet becomes a grey label of it. */
function labelNames(world: GithubWorld, repo: GithubRepo, names: string[]): string[] {
  const known = names.map((name) => {
    const label = labelIn(repo, name);
    if (label !== undefined) return label.name;
    repo.labels.push({ id: world.nextId(), name, color: 'ededed', description: '' });
    return name;
  });
  return [...new Set(known)];
}

function setState(world: GithubWorld, spot: Spot, change: IssueChange): void {
  const { issue, by } = spot;
  const isClosing = change.state === 'closed';
  issue.state = isClosing ? 'closed' : 'open';
  issue.stateReason = isClosing ? (change.stateReason ?? 'completed') : 'reopened';
  issue.closedAt = isClosing ? world.now() : null;
  issue.closedBy = isClosing ? by : null;
  addEvent(world, spot, { event: isClosing ? 'closed' : 'reopened', stateReason: issue.stateReason });
}

function setLabels(world: GithubWorld, spot: Spot, names: string[]): void {
  const { repo, issue } = spot;
  const before = issue.labels;
  issue.labels = labelNames(world, repo, names);
  for (const label of without(issue.labels, before)) addEvent(world, spot, { event: 'labeled', label });
  for (const label of without(before, issue.labels)) addEvent(world, spot, { event: 'unlabeled', label });
}

function setAssignees(world: GithubWorld, spot: Spot, logins: string[]): void {
  const { issue } = spot;
  const before = issue.assignees;
  issue.assignees = [...new Set(logins)];
  for (const assignee of without(issue.assignees, before)) addEvent(world, spot, { event: 'assigned', assignee });
  for (const assignee of without(before, issue.assignees)) addEvent(world, spot, { event: 'unassigned', assignee });
}

function without(names: string[], others: string[]): string[] {
  return names.filter((name) => !others.some((other) => isSameName(name, other)));
}

function addEvent(world: GithubWorld, spot: Spot, event: Omit<GithubEvent, 'id' | 'actor' | 'createdAt'>): void {
  spot.issue.events.push({ id: world.nextId(), actor: spot.by, createdAt: world.now(), ...event });
}
