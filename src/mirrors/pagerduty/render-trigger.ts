import { actorName } from '#core/actor.ts';
import type { Case } from '#core/case.ts';
import type { Json } from '#core/json.ts';
import type { CaseView } from '#core/mirror.ts';
import { cutText, oneLine } from '#core/text.ts';
import type { Words } from '#core/words.ts';
import type { PagerdutyEvent } from './enqueue-event.ts';

/**
 * The event that pages for a case. PagerDuty shows every text as plain text. Its size is bounded by the bounds of an
 * alert, far below the 512 KB that PagerDuty takes.
 */
export function renderTrigger(view: CaseView, key: string, words: Words): PagerdutyEvent {
  const { case: c, route } = view;
  const links = linksOf(view);
  const [first] = links;
  return {
    event_action: 'trigger',
    dedup_key: key,
    client: 'Irene',
    ...(first === undefined ? {} : { client_url: first.href }),
    links,
    payload: {
      summary: summaryOf(c, words),
      source: text(c.resource.id, 500) || text(c.account, 500) || c.id,
      // "Dynamic notifications": critical pages with high urgency, warning with low.
      // https://support.pagerduty.com/main/docs/dynamic-notifications
      severity: route.pagerduty === 'high' ? 'critical' : 'warning',
      timestamp: c.lastSeenAt,
      component: text(c.resource.name ?? c.resource.type, 255),
      group: text(c.project, 255),
      class: text(c.type, 255),
      custom_details: detailsOf(c, words),
    },
  };
}

/** At most 1,024 characters: 512 code points are never more, whatever they are. */
function summaryOf(c: Case, words: Words): string {
  const title = `[${words.severity[c.severity].toUpperCase()}] ${oneLine(c.title)}`;
  return cutText(`${title} · ${oneLine(c.resource.name ?? c.resource.id)} · ${oneLine(c.project)}`, 512);
}

function linksOf({ case: c, elsewhere, route }: CaseView): { href: string; text: string }[] {
  const links = elsewhere.map(({ destination, ref }) => {
    const name = { slack: 'Slack', github: 'GitHub' }[destination.mirror] ?? destination.mirror;
    return { href: ref.url ?? '', text: [name, ref.label].filter((part) => part !== undefined).join(' ') };
  });
  const product = c.url === undefined ? [] : [{ href: c.url, text: c.sources.join(', ') }];
  const runbook = route.runbook === undefined ? [] : [{ href: route.runbook, text: 'Runbook' }];
  return [...links, ...product, ...runbook].filter(({ href }) => /^https?:\/\//.test(href));
}

function detailsOf(c: Case, words: Words): Json {
  return {
    case: c.id,
    severity: words.severity[c.severity],
    status: words.status[c.status],
    ...(c.escalation === undefined ? {} : { escalated: escalationOf(c.escalation) }),
    ...(c.statusComment === undefined ? {} : { comment: text(c.statusComment, 1000) }),
    project: text(c.project, 255),
    account: text(c.account, 255),
    ...(c.region === undefined ? {} : { region: text(c.region, 255) }),
    resource: text(`${c.resource.type} ${c.resource.id}`, 2000),
    type: text(c.type, 500),
    sources: c.sources.join(', '),
    first_seen: c.firstSeenAt,
    last_seen: c.lastSeenAt,
    count: c.count,
    // A list, not fields: labels come from outside and two may be the same.
    facts: c.facts.map((fact) => text(`${fact.label}: ${fact.value}`, 700)),
    why: c.trace.slice(0, 30).map((step) => text(`${step.because} (${step.rule})`, 700)),
    ...(c.description === undefined ? {} : { description: linesOf(c.description) }),
  };
}

function escalationOf(escalation: NonNullable<Case['escalation']>): string {
  return text(`to ${escalation.to.label} by ${actorName(escalation.by)}`, 500);
}

/** Lines stay lines; all else that is not to be seen goes. */
function linesOf(description: string): string {
  const lines = description.split(/\r\n|\r|\n/).map((line) => oneLine(line));
  return cutText(lines.join('\n'), 4000);
}

function text(value: string, max: number): string {
  return cutText(oneLine(value), max);
}
