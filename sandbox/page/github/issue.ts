import { html } from 'hono/html';
import type { GithubComment, GithubEvent, GithubIssue, GithubRepo } from '#sandbox/github/github-sandbox.ts';
import type { Scene } from '../scene.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderMarkdown } from '../text/markdown.ts';
import { renderMoment } from '../text/moment.ts';
import { renderStateMark } from './issue-list.ts';
import { renderLabel } from './label.ts';

/** One issue as a person reads it on GitHub: body, comments, labels, and what a person can do with it. */
export function renderIssue(repo: GithubRepo, issue: GithubIssue, scene: Scene): Html {
  const path = `/github/${repo.owner}/${repo.name}`;
  return html`<section class="pane" aria-label="Issue ${issue.number}"><header class="pane-head"><a class="back" href="${path}">${repo.owner}/${repo.name}</a><h1>Issue #${issue.number}</h1></header>
    <div class="scroller" data-scroller><article class="page-body issue" data-issue="${repo.owner}/${repo.name}#${issue.number}">
      <div id="issue" data-live="github">
        <h1 class="issue-title">${issue.title}</h1>
        <p class="issue-facts"><span class="state state-${issue.state}">${renderStateMark(issue)} ${stateWords(issue)}</span>
          <b>${issue.user}</b> opened this ${renderMoment(issue.createdAt)}</p>
        <div class="labels">${issue.labels.map((label) => renderLabel(label, repo))}</div>
        ${issue.assignees.length > 0 ? html`<p class="issue-facts">Assigned to ${issue.assignees.join(', ')}</p>` : nothing}
        ${renderPost({ user: issue.user, at: issue.createdAt, body: issue.body }, scene)}
        ${historyOf(issue).map((one) => ('comment' in one ? renderPost({ ...one.comment, at: one.comment.createdAt }, scene) : renderEvent(one.event, repo)))}
      </div>
      ${renderActs(repo, issue)}
    </article></div></section>`;
}

function renderPost(post: { user: string; at: string; body: string; id?: number }, { around }: Scene): Html {
  return html`<section class="post" ${post.id === undefined ? '' : html`data-comment="${post.id}" data-key="c${post.id}"`}>
    <header><b>${post.user}</b> ${renderMoment(post.at)}</header>
    <div class="markdown">${post.body.trim() === '' ? html`<p class="empty">No text.</p>` : renderMarkdown(post.body, around)}</div></section>`;
}

function historyOf(issue: GithubIssue): ({ comment: GithubComment } | { event: GithubEvent })[] {
  const atCreation = (event: GithubEvent) => event.event === 'labeled' && event.createdAt === issue.createdAt;
  const all = [
    ...issue.events.filter((event) => !atCreation(event)).map((event) => ({ at: event.createdAt, event })),
    ...issue.comments.map((comment) => ({ at: comment.createdAt, comment })),
  ];
  return all.toSorted((a, b) => a.at.localeCompare(b.at));
}

function renderEvent(event: GithubEvent, repo: GithubRepo): Html {
  return html`<p class="event" data-key="e${event.id}"><b>${event.actor}</b> ${eventWords(event, repo)} ${renderMoment(event.createdAt)}</p>`;
}

function eventWords(event: GithubEvent, repo: GithubRepo): Html {
  switch (event.event) {
    case 'closed':
      return html`closed this as ${(event.stateReason ?? 'completed').replace('_', ' ')}`;
    case 'reopened':
      return html`opened this again`;
    case 'labeled':
      return html`added ${renderLabel(event.label ?? '', repo)}`;
    case 'unlabeled':
      return html`took away ${renderLabel(event.label ?? '', repo)}`;
    case 'renamed':
      return html`changed the title from <s>${event.rename?.from}</s> to <b>${event.rename?.to}</b>`;
    default:
      return html`${event.event} ${event.assignee}`;
  }
}

function stateWords(issue: GithubIssue): string {
  if (issue.state === 'open') return issue.stateReason === 'reopened' ? 'Open again' : 'Open';
  return `Closed as ${(issue.stateReason ?? 'completed').replace('_', ' ')}`;
}

function renderActs(repo: GithubRepo, issue: GithubIssue): Html {
  const at = `/act/github/${repo.owner}/${repo.name}/issues/${issue.number}`;
  return html`<form class="acts" data-form="${at}/comment" data-draft="${at}">
    <textarea name="body" rows="3" placeholder="Leave a comment" aria-label="Leave a comment" required></textarea>
    <div class="acts-row" id="issue-acts" data-live="github">
      <button class="button button-primary">Comment</button>
      ${
        issue.state === 'open'
          ? html`<button type="button" class="button" data-post="${at}/close" data-fields="${JSON.stringify({ reason: 'completed' })}">Close as completed</button>
        <button type="button" class="button" data-post="${at}/close" data-fields="${JSON.stringify({ reason: 'not_planned' })}">Close as not planned</button>`
          : html`<button type="button" class="button" data-post="${at}/reopen">Reopen</button>`
      }
    </div></form>`;
}
