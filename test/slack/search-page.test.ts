import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from '#core/case.ts';
import { locales } from '#core/words.ts';
import { checkAttachments, checkBlocks } from '#sandbox/slack/check-blocks.ts';
import { caseReply } from '#slack/case-reply.ts';
import { readPlaceInSearch, searchPage } from '#slack/search-page.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aView } from '#test/builders.ts';
import { anyText, anyView } from './any-case.ts';
import { aDesk } from './a-desk.ts';

const now = () => '2026-03-04T12:00:00.000Z';

/** A desk that finds these cases whatever is searched. */
function findsAll(cases: Case[], cursor?: string) {
  const page = { cases, total: cases.length, ...(cursor === undefined ? {} : { cursor }) };
  return { ...aDesk([], () => ''), search: async () => page };
}

test.each(locales)('results of any cases for any query are blocks that Slack takes, in %s', async (locale) => {
  const words = slackWordsOf(locale);
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyView, { maxLength: 10 }),
      anyText,
      fc.option(anyText, { nil: undefined }),
      async (views, query, cursor) => {
        const desk = findsAll(
          views.map((view) => view.case),
          cursor,
        );
        const { text, blocks } = await searchPage({ query }, { desk, words, now }, 'UAKI');
        expect(text.length).toBeLessThanOrEqual(3000);
        if (blocks !== undefined) expect(checkBlocks(blocks, 'message')).toEqual([]);
      },
    ),
    { numRuns: 50 },
  );
});

test.each(locales)('any case shown as an answer is what Slack takes, in %s', (locale) => {
  fc.assert(
    fc.property(anyView, ({ case: c, elsewhere, route }) => {
      const reply = caseReply({ case: c, timeline: [], shown: elsewhere, route }, slackWordsOf(locale));
      expect(checkBlocks(reply.blocks, 'message')).toEqual([]);
      expect(checkAttachments(reply.attachments)).toEqual([]);
    }),
  );
});

test('where a case is shown is told by the names of the channels, also of those that are known by their ids', () => {
  const { case: c, route } = aView();
  const shown = ['#team-web', 'C0SECURITY'].map((to) => ({
    destination: { mirror: 'slack', to },
    ref: { id: '1.1', url: `https://demo.slack.com/archives/${to.replace('#', '')}/p11`, shownSeq: 1 },
  }));
  const reply = caseReply({ case: c, timeline: [], shown, route }, slackWordsOf('en'));
  expect(JSON.stringify(reply.blocks?.at(-1))).toContain(
    'Shown in <https://demo.slack.com/archives/team-web/p11|#team-web> · <#C0SECURITY> <https://demo.slack.com/archives/C0SECURITY/p11|↗>',
  );
});

test('a page button carries the query as it was, and its cursor', async () => {
  const desk = findsAll([(fc.sample(anyView, { numRuns: 1, seed: 1 })[0] as { case: Case }).case], 'next');
  const { blocks } = await searchPage(
    { query: 'a:b <c>', cursor: 'now' },
    { desk, words: slackWordsOf('en'), now },
    'UAKI',
  );
  const buttons = blocks?.at(-1) as unknown as { elements: { value: string }[] };
  const [first, next] = buttons.elements.map(({ value }) => readPlaceInSearch(value));
  expect(first).toEqual({ query: 'a:b <c>' });
  expect(next).toEqual({ query: 'a:b <c>', cursor: 'next' });
  expect(readPlaceInSearch('0\nx\ny')).toBeUndefined();
});
