import type { Case, TraceStep } from '#core/case.ts';
import type { CaseView } from '#core/mirror.ts';
import type { Words } from '#core/words.ts';
import { fitLines } from './fit-lines.ts';
import { issuePen } from './issue-pen.ts';
import type { IssueWords } from './issue-words.ts';
import { markdownCode, markdownLink, markdownText } from './markdown.ts';

export interface BlockOptions {
  words: Words;
  issueWords: IssueWords;
  /** The label of the deleted issue that this one stands for. */
  replaces?: string;
}

/** Below this no honest summary of a case fits. */
const smallest = 600;

/** The part of the issue that Irene keeps up to date, at most `room` characters; undefined when the room is too small. */
export function renderBlock(view: CaseView, options: BlockOptions, room: number): string | undefined {
  if (room < smallest) return undefined;
  const { issueWords } = options;
  const end = ['', `*${issueWords.notice}*`, '', '---'];
  const start = options.replaces === undefined ? [] : [issueWords.replaces(markdownText(options.replaces)), ''];
  const lines = [
    ...start,
    ...linksOf(view, issueWords),
    ...tableOf(view.case, options),
    ...whyOf(view.case, issueWords),
    ...quoteOf(view.case),
  ];
  const cut = `\n*${issueWords.cut}*`;
  return [...fitLines(lines, room - end.join('\n').length - 1, cut), ...end].join('\n');
}

function linksOf({ case: c, elsewhere, route }: CaseView, issueWords: IssueWords): string[] {
  const links = elsewhere.map(({ destination, ref }) => {
    const label =
      ref.label === undefined ? nameOf(destination.mirror) : `${nameOf(destination.mirror)} ${markdownText(ref.label)}`;
    return ref.url === undefined ? undefined : markdownLink(label, ref.url);
  });
  // The host says where the link of a product leads: its text came from outside.
  const product = c.url === undefined ? undefined : markdownLink(markdownText(new URL(c.url).host), c.url);
  const runbook = route.runbook === undefined ? undefined : markdownLink(issueWords.runbook, route.runbook);
  const known = [...links, product, runbook].filter((link) => link !== undefined);
  return known.length === 0 ? [] : [known.join(' · '), ''];
}

function nameOf(mirror: string): string {
  return { slack: 'Slack', github: 'GitHub', pagerduty: 'PagerDuty' }[mirror] ?? markdownText(mirror);
}

function tableOf(c: Case, { words, issueWords }: BlockOptions): string[] {
  const { resource } = c;
  const account = [c.provider === 'other' ? '' : c.provider, markdownCode(c.account), markdownText(c.region ?? '')];
  const about = [
    markdownText(resource.type),
    resource.name === resource.id ? '' : markdownText(resource.name ?? ''),
    markdownCode(resource.id),
  ];
  const rows = [
    [issueWords.severity, joined([`**${words.severity[c.severity]}**`, ratedBy(c)])],
    ['---', '---'],
    [issueWords.status, statusOf(c, words, issueWords)],
    [issueWords.project, markdownText(c.project)],
    [issueWords.account, joined(account)],
    [issueWords.resource, joined(about)],
    [issueWords.type, markdownCode(c.type)],
    [issueWords.sources, c.sources.map(markdownText).join(', ')],
    [issueWords.firstSeen, issuePen.moment(c.firstSeenAt)],
    [issueWords.lastSeen, issuePen.moment(c.lastSeenAt)],
    [issueWords.count, String(c.count)],
    ...(c.assignee === undefined ? [] : [[issueWords.assignee, issuePen.actor(c.assignee)]]),
    ...(c.escalation === undefined ? [] : [[issueWords.escalated, markdownText(c.escalation.to.label)]]),
    ...c.facts.map((fact) => [markdownText(fact.label), markdownCode(fact.value)]),
  ];
  return rows.map(([label, value]) => `| ${label} | ${value} |`);
}

/** Who has rated it against the rules. */
function ratedBy({ severityBy, status }: Case): string {
  return severityBy.kind === 'person' && status !== 'closed' ? issuePen.actor(severityBy) : '';
}

function statusOf(c: Case, words: Words, issueWords: IssueWords): string {
  const until = c.status === 'snoozed' ? c.snoozedUntil : c.acceptedUntil;
  return joined([
    words.status[c.status],
    c.status === 'closed' && c.reason !== undefined ? words.reason[c.reason] : '',
    until === undefined ? '' : `${issueWords.until} ${issuePen.moment(until)}`,
    issuePen.actor(c.statusBy),
    issuePen.moment(c.statusAt),
    markdownText(c.statusComment ?? ''),
  ]);
}

function whyOf(c: Case, issueWords: IssueWords): string[] {
  if (c.trace.length === 0) return [];
  return ['', `**${issueWords.why}**`, '', ...c.trace.flatMap((step) => stepOf(step, issueWords))];
}

/** What a step decided and by which rule; below it where the rule stands and what it saw. */
function stepOf({ decides, because, rule, path, line, values = [] }: TraceStep, issueWords: IssueWords): string[] {
  const place = path === undefined ? '' : markdownCode(line === undefined ? path : `${path}:${line}`);
  const seen = values.map(({ field, value }) => `${markdownCode(field)}: ${markdownCode(value) || '–'}`);
  const below = joined([place, ...seen]);
  return [
    `- ${issueWords.decides[decides]}: ${markdownText(because)} (${markdownCode(rule)})`,
    ...(below === '' ? [] : [`  - ${below}`]),
  ];
}

function quoteOf(c: Case): string[] {
  const lines = (c.description ?? '').split(/\r\n|\r|\n/).map(markdownText);
  const isEmpty = lines.every((line) => line === '');
  return isEmpty ? [] : ['', ...lines.map((line) => `> ${line}`.trimEnd())];
}

function joined(parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
