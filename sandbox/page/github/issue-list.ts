import { isThere } from '../../github/github-world.ts';
import { html } from 'hono/html';
import type { GithubIssue, GithubRepo } from '#sandbox/github/github-sandbox.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderMoment } from '../text/moment.ts';
import { renderLabel } from './label.ts';

/** The issues of one repository in the state that is looked at, newest first. */
export function renderIssueList(repo: GithubRepo, state: 'open' | 'closed'): Html {
  const issues = repo.issues.filter(isThere);
  const shown = issues.filter((issue) => issue.state === state).toSorted((a, b) => b.number - a.number);
  const path = `/github/${repo.owner}/${repo.name}`;
  const tab = (name: 'open' | 'closed') => {
    const count = issues.filter((issue) => issue.state === name).length;
    return html`<a href="${path}?state=${name}" ${name === state ? html`aria-current="page"` : ''}>${count} ${name}</a>`;
  };
  return html`<section class="pane" aria-label="Issues of ${repo.owner}/${repo.name}"><header class="pane-head"><h1>${repo.owner}/${repo.name}</h1>
      ${repo.archived ? html`<span class="pill">archived</span>` : nothing}${repo.hasIssues ? nothing : html`<span class="pill">issues are switched off</span>`}</header>
    <div class="scroller" data-scroller><div class="page-body" id="issues" data-live="github"><nav class="tabs">${tab('open')}${tab('closed')}</nav>
      ${shown.length === 0 ? html`<p class="empty">No ${state} issues.</p>` : nothing}
      <ul class="rows rows-boxed">${shown.map((issue) => html`<li>${renderIssueRow(repo, issue)}</li>`)}</ul></div></div>
  </section>`;
}

/** The repositories with how much is open in each. */
export function renderRepoList(repos: GithubRepo[]): Html {
  return html`<section class="pane" aria-label="Repositories"><header class="pane-head"><h1>Repositories</h1></header>
    <div class="scroller" data-scroller><div class="page-body" id="repos" data-live="github">
      ${repos.length === 0 ? html`<p class="empty">No repositories.</p>` : nothing}
      <ul class="rows rows-boxed">${repos.map((repo) => {
        const open = repo.issues.filter((issue) => issue.state === 'open' && isThere(issue)).length;
        return html`<li><a class="row" href="/github/${repo.owner}/${repo.name}"><span class="row-title">${repo.owner}/${repo.name}</span>
          <span class="row-facts">${open} open of ${repo.issues.filter(isThere).length} issues</span></a></li>`;
      })}</ul></div></div></section>`;
}

/** One line of a list of issues: state, title, number, labels, time. */
export function renderIssueRow(repo: GithubRepo, issue: GithubIssue): Html {
  const comments = issue.comments.length;
  return html`<a class="row" href="/github/${repo.owner}/${repo.name}/issues/${issue.number}" data-issue="${repo.owner}/${repo.name}#${issue.number}" data-key="${repo.owner}/${repo.name}#${issue.number}">
    <span class="row-title">${renderStateMark(issue)}${issue.title}</span>
    <span class="row-facts"><span>#${issue.number}</span>${renderMoment(issue.updatedAt)}${comments > 0 ? html`<span>${comments} ${comments === 1 ? 'comment' : 'comments'}</span>` : nothing}</span>
    <span class="labels">${issue.labels.map((label) => renderLabel(label, repo))}</span></a>`;
}

/** A ring for open, a tick for completed, a bar for not planned: never by colour alone. */
export function renderStateMark(issue: GithubIssue): Html {
  if (issue.state === 'open') return mark('open', html`<circle cx="8" cy="8" r="2" fill="currentColor" />`);
  if (issue.stateReason === 'not_planned')
    return mark('not-planned', html`<path d="M4.5 11.5l7-7" stroke="currentColor" stroke-width="1.6" />`);
  return mark('completed', html`<path d="M5 8l2.2 2.2L11 6.3" fill="none" stroke="currentColor" stroke-width="1.6" />`);
}

function mark(kind: string, inner: Html): Html {
  return html`<svg class="state-mark state-${kind}" viewBox="0 0 16 16" role="img" aria-label="${kind.replace('-', ' ')}"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5" />${inner}</svg>`;
}
