import { expect, test } from 'vitest';
import { locales } from '#core/words.ts';
import { statuses } from '#core/case.ts';
import { checkView } from '#sandbox/slack/check-blocks.ts';
import { commands } from '#slack/commands.ts';
import { helpReply } from '#slack/help-reply.ts';
import { modals } from '#slack/modals.ts';
import { modalView } from '#slack/open-modal.ts';
import { renderCard } from '#slack/card.ts';
import { renderEvidence } from '#slack/evidence.ts';
import { searchPage } from '#slack/search-page.ts';
import { renderWhy } from '#slack/render-why.ts';
import { renderStormCard } from '#slack/storm-card.ts';
import { slackWordsOf, type SlackWords } from '#slack/words/slack-words.ts';
import { aCase, aView } from '#test/builders.ts';
import { aStorm } from '#test/contracts/storm-place.ts';
import { aDesk } from './a-desk.ts';
import { textsIn } from './texts-in.ts';

const about = { caseId: aCase().id, channel: 'C1' };
const targets = [{ id: 'S1', label: 'x'.repeat(200) }];

/** The paths of all texts: `card.next.pages`. */
function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`));
}

test('both languages say the same things', () => {
  expect(keysOf(slackWordsOf('ja')).toSorted()).toEqual(keysOf(slackWordsOf('en')).toSorted());
});

test('no text is empty, and Japanese is not English', () => {
  const textsOf = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(textsOf)
        : [];
  const japanese = textsOf(slackWordsOf('ja'));
  expect(japanese.filter((text) => text.trim() === '')).toEqual([]);
  // A command's name is the same in every language.
  expect(
    japanese.filter(
      (text) =>
        !/^\/irene [a-z]+( \[[a-z| ID]+\])?$/.test(text) &&
        !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text),
    ),
  ).toEqual([]);
});

test.each(locales)('every modal fits into Slack in %s', (locale) => {
  for (const modal of modals) {
    for (const escalationTargets of [
      targets,
      [],
      Array.from({ length: 200 }, (_, index) => ({ id: `S${index}`, label: 'x' })),
    ]) {
      expect(checkView(modalView(modal, about, { words: slackWordsOf(locale), escalationTargets }))).toEqual([]);
    }
  }
});

test.each(locales)('no text of a modal or button is cut in %s', (locale) => {
  const words = slackWordsOf(locale);
  for (const modal of modals) {
    expect(
      textsIn(modalView(modal, about, { words, escalationTargets: [] })).filter((text) => text.endsWith('…')),
    ).toEqual([]);
  }
});

test('the help names every command', () => {
  const text = textsIn(helpReply(slackWordsOf('en')).blocks).join('\n');
  for (const { name } of commands) expect(text).toContain(`/irene ${name}`);
});

/** Words that all say `¤`: a letter that is still seen was written outside the catalogue. */
function muted<T>(value: T): T {
  if (typeof value === 'string') return '¤' as T;
  if (typeof value === 'function') return (() => '¤') as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, muted(inner)])) as T;
}

test('every word that people see comes from the catalogue', async () => {
  const words: SlackWords = muted(slackWordsOf('en'));
  const c = aCase({
    title: '1',
    type: '2',
    description: '3',
    project: '4',
    region: '5',
    sources: ['6'],
    facts: [{ label: '7', value: '8' }],
    trace: Array.from({ length: 200 }, () => ({
      decides: 'severity' as const,
      rule: '9',
      because: 'none → low: 9',
      from: 'none' as const,
      to: 'low' as const,
      path: '1',
      line: 1,
      values: [{ field: '2', value: '3'.repeat(400) }],
    })),
    resource: { id: '1', type: '2' },
  });
  const asked = await searchPage(
    { query: '1' },
    { desk: aDesk([c], () => ''), words, now: () => '2026-03-04T12:00:00.000Z' },
    'UAKI',
  );
  const seen = [
    ...statuses.flatMap((status) => {
      const card = renderCard(aView({ case: { ...c, status, statusComment: '1' } }), words);
      return [card.text, ...textsIn(card)];
    }),
    ...textsIn(renderEvidence({ ...c, trace: [{ decides: 'severity', rule: '9', because: '9' }] }, words).blocks),
    ...textsIn(renderWhy(c, words).blocks),
    ...textsIn(asked),
    ...[true, false].flatMap((isOver) => textsIn(renderStormCard(aStorm({ isOver, id: '012345678901' }), words))),
    ...modals.flatMap((modal) =>
      textsIn(modalView(modal, about, { words, escalationTargets: [{ id: 'S1', label: '1' }] })),
    ),
  ];
  const letters = seen
    .map((text) => text.replaceAll(/<!date[^>]*>|irn-[a-z2-7]+|storm:\d+/g, ''))
    .filter((text) => /\p{L}/u.test(text));
  expect(letters).toEqual([]);
});
