import type { CloseReason } from '#core/alert.ts';
import type { CaseView } from '#core/mirror.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { askGithub } from './github-failure.ts';
import type { IssueKit } from './issue-kit.ts';
import { labelsOf, nextLabels } from './issue-labels.ts';
import { isRenamed, titleMark } from './issue-marks.ts';
import { issueTitle } from './issue-title.ts';
import { placeBlock } from './place-block.ts';
import { issueOf, repoOf, type Issue } from './read-issue.ts';
import { renderBlock } from './render-block.ts';
import { renderComment } from './render-comment.ts';

/** One case at one repository. `replaces` is the label of the deleted issue that this one stands for. */
export interface IssuePlace {
  to: string;
  replaces?: string;
}

/**
 * Makes the issue of a case, open and without labels; the update that follows brings the rest. Never tried twice: the
 * first try may have worked.
 */
export async function createIssue(kit: IssueKit, view: CaseView, place: IssuePlace): Promise<Issue> {
  const { to } = place;
  const draft = {
    ...repoOf(to),
    title: issueTitle(view.case, kit.words),
    body: bodyOf(kit, view, place, ''),
    request: { retries: 0 },
  };
  const { data } = await askGithub(to, () => kit.octokit.rest.issues.create(draft));
  return issueOf(data, to);
}

/** Tells the news in one comment, before the state changes: so the notification about that is explained. */
export async function tellNews(
  kit: IssueKit,
  view: CaseView,
  at: IssuePlace & { issue: Issue; news: TimelineEntry[] },
): Promise<void> {
  const opensAgain = !at.issue.isOpen && view.case.status !== 'closed';
  const body = renderComment(view.case.id, at.news, { ...kit, opensAgain });
  if (body === undefined) return;
  const { repo, number } = at.issue;
  const comment = { ...repoOf(repo), issue_number: number, body, request: { retries: 0 } };
  await askGithub(repo, () => kit.octokit.rest.issues.createComment(comment));
}

/** Changes what differs from the case, in one request or none. People's text, labels and renamed titles stay. */
export async function updateIssue(kit: IssueKit, view: CaseView, at: IssuePlace & { issue: Issue }): Promise<Issue> {
  const { issue } = at;
  const { repo } = issue;
  const wanted = labelsOf(view.case);
  const title = issueTitle(view.case, kit.words);
  const body = bodyOf(kit, view, at, issue.body);
  const labels = nextLabels(
    issue.labels,
    wanted.map((label) => label.name),
  );
  const changes = {
    ...(title === issue.title || isRenamed(issue) ? {} : { title }),
    ...(body === issue.body ? {} : { body }),
    ...(labels === undefined ? {} : { labels }),
    ...stateChange(view, issue),
  };
  if (Object.keys(changes).length === 0) return issue;
  if (labels !== undefined) await kit.keepLabels(repo, wanted);
  const update = { ...repoOf(repo), issue_number: issue.number, ...changes };
  const { data } = await askGithub(repo, () => kit.octokit.rest.issues.update(update));
  return issueOf(data, repo);
}

function bodyOf(kit: IssueKit, view: CaseView, place: IssuePlace, now: string): string {
  const mark = titleMark(issueTitle(view.case, kit.words));
  const options = { ...kit, ...(place.replaces === undefined ? {} : { replaces: place.replaces }) };
  return placeBlock(now, view.case.id, (room) => {
    const block = renderBlock(view, options, room - mark.length - 1);
    return block === undefined ? undefined : `${mark}\n${block}`;
  });
}

/** GitHub ignores the reason unless the state changes. Reopening takes none. */
function stateChange({ case: c }: CaseView, issue: Issue) {
  const isOpen = c.status !== 'closed';
  if (isOpen === issue.isOpen) return {};
  return isOpen ? { state: 'open' as const } : { state: 'closed' as const, state_reason: stateReason(c.reason) };
}

/** GitHub's `duplicate` is left alone: older enterprise servers refuse it, and the comment says the reason in words. */
function stateReason(reason: CloseReason | undefined): 'completed' | 'not_planned' {
  switch (reason) {
    case 'false_positive':
    case 'accepted_risk':
    case 'expected':
    case 'expired':
      return 'not_planned';
    case 'fixed':
    case 'deleted':
    case 'duplicate':
    case undefined:
      return 'completed';
  }
}
