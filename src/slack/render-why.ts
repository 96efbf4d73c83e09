import type { KnownBlock } from '@slack/types';
import type { SeenValue } from '#core/alert.ts';
import type { Case, TraceStep } from '#core/case.ts';
import { codeWithin, escapeWithin, packLines } from './mrkdwn.ts';
import { contextLine, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

const mostSections = 20;
const longestSection = 2900;
/** What a rule saw is bounded where it is kept; a case of long ago may hold more. */
const mostValues = 20;

/** Each step that led to what the case is now: which rule, where it stands, what it did and what it saw. */
export function renderWhy(c: Case, words: SlackWords): { text: string; blocks: KnownBlock[] } {
  const heading = words.why.heading(words.shared.severity[c.severity]);
  const packed = packLines(
    c.trace.flatMap((step) => stepLines(step, words)),
    longestSection,
  );
  const isCut = packed.length > mostSections;
  return {
    text: `${heading}: ${escapeWithin(c.title, 300)}`,
    blocks: [
      section(`*${heading}*: ${escapeWithin(c.title, 600)} ${codeWithin(c.id, 40)}`),
      ...packed.slice(0, mostSections).map(section),
      ...(isCut ? [contextLine(words.why.cut)] : []),
    ],
  };
}

function stepLines(step: TraceStep, words: SlackWords): string[] {
  const place = placeOf(step);
  const name = step.by === undefined ? codeWithin(step.rule, 300) : escapeWithin(step.rule, 300);
  const rule = [name, ...(place === undefined ? [] : [codeWithin(place, 500)])].join(' ');
  const said = escapeWithin(reasonOf(step), 1400);
  return [
    `• *${words.evidence.decides[step.decides]}* ${changeOf(step, words)}${rule}`,
    ...(said === '' ? [] : [`      ${said}`]),
    ...(step.values ?? []).slice(0, mostValues).map(valueLine),
  ];
}

/** Below the rules folder, as editors read it. */
function placeOf({ path, line }: TraceStep): string | undefined {
  if (path === undefined) return undefined;
  return line === undefined ? path : `${path}:${line}`;
}

function changeOf({ from, to }: TraceStep, { shared }: SlackWords): string {
  return from === undefined || to === undefined ? '' : `${shared.severity[from]} → ${shared.severity[to]} `;
}

/** Without the change of severity, which is told in the reader's language. */
function reasonOf({ because, from, to }: TraceStep): string {
  const change = `${from} → ${to}: `;
  return because.startsWith(change) ? because.slice(change.length) : because;
}

function valueLine({ field, value }: SeenValue): string {
  return `      ◦ ${codeWithin(field, 600)} ${codeWithin(value, 1400)}`;
}
