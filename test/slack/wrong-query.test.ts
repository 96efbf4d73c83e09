import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { locales } from '#core/words.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import { wrongQueryReply } from '#slack/wrong-query.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { anyText } from './any-case.ts';

function linesFor(query: string): string[] {
  const parsed = parseQuery(query);
  if ('query' in parsed) throw new Error(`understood: ${query}`);
  return wrongQueryReply(query, parsed.error, slackWordsOf('en')).text.split('\n');
}

test('the mark stands below the place, also behind wide characters and in the middle of a long query', () => {
  expect(linesFor('ssh severity:hgih').slice(1, 3)).toEqual(['```ssh severity:hgih', '             ^```']);
  expect(linesFor('公開 count:x').slice(1, 3)).toEqual(['```公開 count:x', '　　       ^```']);
  const long = linesFor(`${'word '.repeat(40)}severity:hgih ${'more '.repeat(20)}`);
  const [shown = '', mark = ''] = long.slice(1, 3).map((line) => line.replaceAll('`', ''));
  expect(shown.slice(mark.indexOf('^'))).toMatch(/^hgih .*…$/);
  expect(shown.length).toBeLessThanOrEqual(71);
});

test('a query cannot leave its block', () => {
  const [, shown = ''] = linesFor('severity:``` <!channel>');
  expect(shown.replace(/^```/, '')).not.toContain('`');
  expect(linesFor('severity:``` <!channel>').join('\n')).not.toContain('<!channel>');
});

test.each(locales)('what is wrong with any text fits into an answer, in %s', (locale) => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = parseQuery(text);
      if ('query' in parsed) return;
      expect(wrongQueryReply(text, parsed.error, slackWordsOf(locale)).text.length).toBeLessThan(3_000);
    }),
  );
});
