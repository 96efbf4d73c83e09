import type { KnownBlock, MessageAttachment } from '@slack/types';
import type { Case, Status } from '#core/case.ts';
import type { Severity } from '#core/severity.ts';
import { cardActions } from './card-actions.ts';
import { lookMenu } from './card-menus.ts';
import { statusLine } from './card-status.ts';
import { placesOf, type CardView } from './card-view.ts';
import { codeWithin, escapeWithin, slackLink, slackMoment } from './mrkdwn.ts';
import { contextLine, markedText, plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

export interface CardMessage {
  /** For notifications and screen readers; Slack shows the blocks. */
  text: string;
  blocks: KnownBlock[];
  attachments: MessageAttachment[];
}

const colours: Record<Status, string> = {
  open: '#d92d20',
  acknowledged: '#f79009',
  snoozed: '#667085',
  closed: '#12b76a',
};
const shapes: Record<Severity, string> = { critical: '🔴', high: '🔶', medium: '🟨', low: '🔹', none: '⚪' };
const mostFields = 6;

/**
 * The one message of a case. The header stands above the coloured attachment: with blocks in the message itself Slack
 * takes `text` for notifications only, else it would show it as a second title. `mention` is a mention as Slack
 * writes it; it gets its own line, because a mention in `text` alone calls nobody when there are blocks.
 */
export function renderCard(view: CardView, words: SlackWords, mention?: string): CardMessage {
  const c = view.case;
  const text = `${severityMark(c.severity, words)}: ${escapeWithin(c.title, 300)} · ${words.shared.status[c.status]}`;
  return {
    text: mention === undefined ? text : `${mention} ${text}`,
    blocks: [
      { type: 'header', text: plainText(`${severityMark(c.severity, words)} ${c.title}`, 150) },
      ...(mention === undefined ? [] : [section(mention)]),
    ],
    attachments: [{ color: colours[c.status], fallback: text, blocks: cardBody(view, words) }],
  };
}

/** The severity as a shape and a word, never a colour alone. */
export function severityMark(severity: Severity, words: SlackWords): string {
  return `${shapes[severity]} ${words.severityWord(severity)}`;
}

function cardBody(view: CardView, words: SlackWords): KnownBlock[] {
  const c = view.case;
  const left = c.facts.length - (mostFields - 1);
  return [
    contextLine(about(view, words)),
    { type: 'section', text: plainText(whatHappened(c), 400), accessory: lookMenu(view, words) },
    { type: 'section', fields: fieldsOf(c, words).map(markedText) },
    ...(left > 0 ? [contextLine(words.card.more(left))] : []),
    section(statusLine(c, view.route, words)),
    cardActions(view, words),
  ];
}

function about(view: CardView, words: SlackWords): string {
  const c = view.case;
  const parts = [
    codeWithin(c.id, 40),
    escapeWithin(c.project, 150),
    codeWithin(c.account, 150),
    ...(c.region === undefined || c.region === '' ? [] : [escapeWithin(c.region, 100)]),
    escapeWithin(c.sources.join(', '), 150),
    words.card.firstSeen(slackMoment(c.firstSeenAt)),
    ...(c.count > 1 ? [`×${c.count}`] : []),
    ...placesOf(view).map(({ url, label }) => slackLink(url, label)),
    ...(view.route.runbook === undefined ? [] : [slackLink(view.route.runbook, words.card.runbook)]),
  ];
  return parts.join(' · ');
}

/** The first sentence of the description; without one the type says more than the title again. */
function whatHappened(c: Case): string {
  const [first = ''] = (c.description ?? '').trim().split(/(?<=[.!?])\s|(?<=[。！？])|\n/u, 1);
  return first.trim() === '' ? c.type : first;
}

function fieldsOf(c: Case, words: SlackWords): string[] {
  const name = c.resource.name ?? c.resource.id;
  const kind = c.resource.type === '' ? '' : ` (${escapeWithin(c.resource.type, 200)})`;
  const resource = `*${words.card.resource}*\n${codeWithin(name, 600)}${kind}`;
  const facts = c.facts.slice(0, mostFields - 1);
  return [resource, ...facts.map((fact) => `*${escapeWithin(fact.label, 200)}*\n${codeWithin(fact.value, 900)}`)];
}
