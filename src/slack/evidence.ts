import type { KnownBlock } from '@slack/types';
import type { Case } from '#core/case.ts';
import { codeWithin, escapeWithin, packLines, slackMoment } from './mrkdwn.ts';
import { plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

const mostSections = 20;
const longestSection = 2900;

/** The first reply in a card's thread: everything known, and why the severity is what it is. */
export function renderEvidence(c: Case, words: SlackWords): { text: string; blocks: KnownBlock[] } {
  const { heading } = words.evidence;
  return {
    text: `${heading}: ${escapeWithin(c.title, 300)}`,
    blocks: [
      section(`*${heading}*`),
      ...sections(everyField(c, words)),
      ...(c.description === undefined || c.description.trim() === '' ? [] : [description(c.description)]),
      section(`*${words.why.heading(words.shared.severity[c.severity])}*`),
      ...sections(reasons(c, words)),
    ],
  };
}

function description(text: string): KnownBlock {
  return { type: 'section', text: plainText(text, 3000) };
}

function sections(lines: string[]): KnownBlock[] {
  return packLines(lines, longestSection).slice(0, mostSections).map(section);
}

function everyField(c: Case, words: SlackWords): string[] {
  const names = words.evidence.fields;
  const known: [string, string][] = [
    [names.type, codeWithin(c.type, 600)],
    [names.resource, `${codeWithin(c.resource.id, 1800)} ${escapeWithin(c.resource.type, 300)}`],
    [names.project, escapeWithin(c.project, 300)],
    [names.account, codeWithin(c.account, 400)],
    ...(c.region === undefined ? [] : [[names.region, escapeWithin(c.region, 300)] satisfies [string, string]]),
    [names.seen, slackMoment(c.lastSeenAt)],
  ];
  return [
    ...known.map(([name, value]) => `*${name}*: ${value}`),
    ...c.facts.map((fact) => `*${escapeWithin(fact.label, 300)}*: ${codeWithin(fact.value, 2000)}`),
  ];
}

function reasons(c: Case, words: SlackWords): string[] {
  return c.trace.map(
    (step) =>
      `• ${words.evidence.decides[step.decides]}: ${codeWithin(step.rule, 300)} ${escapeWithin(step.because, 1500)}`,
  );
}
