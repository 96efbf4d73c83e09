import { invalidRequest, validationFailed, type FieldError } from './github-error.ts';
import { loginIn, type GithubWorld } from './github-world.ts';
import type { IssueChange, IssueDraft } from './issue-acts.ts';
import { namesOf, textOf } from './read-body.ts';

const longestTitle = 256;
const longestBody = 65_536;
const longestLabel = 50;

type Body = Record<string, unknown>;

/** A new issue as GitHub accepts it; throws the 422 otherwise. */
export function readDraft(world: GithubWorld, body: Body): IssueDraft {
  const title = textOf(body, 'title');
  if (title === undefined) throw invalidRequest(`"title" wasn't supplied.`);
  const draft = {
    title,
    body: textOf(body, 'body') ?? '',
    labels: namesOf(body, 'labels') ?? [],
    assignees: namesOf(body, 'assignees') ?? [],
  };
  refuse(issueErrors(draft));
  return { ...draft, labels: readLabels(draft.labels), assignees: readAssignees(world, draft.assignees) };
}

/** The change of an issue as GitHub accepts it; throws the 422 otherwise. */
export function readChange(world: GithubWorld, body: Body): IssueChange {
  const change: IssueChange = {};
  const title = textOf(body, 'title');
  if (title !== undefined) change.title = title;
  if ('body' in body) change.body = textOf(body, 'body') ?? '';
  const labels = namesOf(body, 'labels');
  if (labels !== undefined) change.labels = readLabels(labels);
  const assignees = namesOf(body, 'assignees');
  if (assignees !== undefined) change.assignees = readAssignees(world, assignees);
  refuse(issueErrors(change));
  return { ...change, ...readState(body) };
}

/** The names without repeats of one spelling; GitHub refuses blank ones and those over 50 characters. */
export function readLabels(names: string[]): string[] {
  const wrong = names.filter((name) => name.trim() === '' || lengthOf(name) > longestLabel);
  refuse(wrong.map((value) => ({ value, resource: 'Label', field: 'name', code: 'invalid' })));
  return [...new Set(names)];
}

/** The text of a comment. */
export function readComment(body: Body): string {
  const text = textOf(body, 'body');
  if (text === undefined) throw invalidRequest(`"body" wasn't supplied.`);
  if (text.trim() === '') {
    refuse([{ resource: 'IssueComment', field: 'data', code: 'unprocessable', message: "Body can't be blank" }]);
  }
  if (lengthOf(text) > longestBody) {
    const message = `Body is too long (maximum is ${longestBody} characters)`;
    refuse([{ resource: 'IssueComment', field: 'data', code: 'unprocessable', message }]);
  }
  return text;
}

/** Lengths are counted in characters, not in UTF-16 units. */
export function lengthOf(text: string): number {
  return text.length <= longestLabel ? text.length : Array.from(text).length;
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw validationFailed(...errors);
}

function issueErrors(issue: { title?: string; body?: string }): FieldError[] {
  const errors: FieldError[] = [];
  if (issue.title?.trim() === '') errors.push({ resource: 'Issue', field: 'title', code: 'missing_field' });
  if (lengthOf(issue.title ?? '') > longestTitle) errors.push(tooLong('title', longestTitle));
  if (lengthOf(issue.body ?? '') > longestBody) errors.push(tooLong('body', longestBody));
  return errors;
}

function tooLong(field: string, most: number): FieldError {
  return { resource: 'Issue', code: 'custom', field, message: `${field} is too long (maximum is ${most} characters)` };
}

/** In an issue an unknown login is refused; only `POST …/assignees` passes over it in silence. */
function readAssignees(world: GithubWorld, logins: string[]): string[] {
  const unknown = logins.filter((login) => loginIn(world, login) === undefined);
  refuse(unknown.map((value) => ({ value, resource: 'Issue', field: 'assignees', code: 'invalid' })));
  return logins.map((login) => loginIn(world, login) ?? login);
}

function readState(body: Body): Pick<IssueChange, 'state' | 'stateReason'> {
  const state = textOf(body, 'state');
  const reason = textOf(body, 'state_reason');
  if (state !== undefined && state !== 'open' && state !== 'closed') {
    throw validationFailed({ value: state, resource: 'Issue', field: 'state', code: 'invalid' });
  }
  if (!isReason(reason)) {
    throw validationFailed({ value: reason, resource: 'Issue', field: 'state_reason', code: 'invalid' });
  }
  return { ...(state === undefined ? {} : { state }), ...(reason === undefined ? {} : { stateReason: reason }) };
}

function isReason(
  text: string | undefined,
): text is 'completed' | 'not_planned' | 'duplicate' | 'reopened' | undefined {
  return text === undefined || ['completed', 'not_planned', 'duplicate', 'reopened'].includes(text);
}
