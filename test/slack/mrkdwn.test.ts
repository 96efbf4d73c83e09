import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  codeWithin,
  escapeMrkdwn,
  escapeWithin,
  packLines,
  slackLink,
  slackMoment,
  unescapeEntities,
} from '#slack/mrkdwn.ts';
import { anyText, hostile } from './any-case.ts';

test('a hostile title is shown as it was typed, with marks that look the same', () => {
  expect(escapeMrkdwn('<!channel> *x* `y` ![i](https://e.vil/x.png)')).toBe(
    '&lt;!channel&gt; ∗x∗ ˋyˋ ![i](https://e.vil/x.png)',
  );
});

test('no text from outside makes a mention, a link, a date or formatting', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const escaped = escapeMrkdwn(text);
      expect(escaped).not.toMatch(/[<>*~`\n\r]/u);
      expect(escaped).not.toMatch(/(^|[^\p{L}\p{N}])_|_($|[^\p{L}\p{N}])/u);
      expect(escaped).not.toMatch(/^&gt;/u);
      expect(escaped.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
    }),
  );
});

test('nothing becomes an emoji, while times and addresses stay exact', () => {
  expect(escapeMrkdwn(':tada: at 12:30:45')).toBe('∶tada: at 12:30:45');
  expect(codeWithin('arn:aws:iam::123:role/a_b', 100)).toBe('`arn:aws:iam::123:role/a_b`');
  expect(escapeMrkdwn('my_bucket_name')).toBe('my_bucket_name');
});

test('a code span holds what people copy; a backtick cannot leave it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const code = codeWithin(text, 200);
      expect(code.length).toBeLessThanOrEqual(200);
      expect(code).toMatch(/^`[^`<>]+`$|^[^`<>]+$/u);
    }),
  );
});

test('what is sent never exceeds its limit and no entity is cut in two', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 20, max: 3000 }), (text, max) => {
      const escaped = escapeWithin(text, max);
      expect(escaped.length).toBeLessThanOrEqual(max);
      expect(escaped.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
    }),
  );
});

test('links go to web pages only', () => {
  expect(slackLink('https://x.example/a?b=1&c=2|d', hostile)).toMatch(
    /^<https:\/\/x\.example\/a\?b=1&amp;c=2%7Cd\|[^<>|]+>$/,
  );
  expect(slackLink('javascript:alert(1)', 'x')).toBe('x');
  expect(slackLink(undefined, 'x')).toBe('x');
});

test('moments are for the zone of the reader and carry UTC for others', () => {
  expect(slackMoment('2026-03-01T12:00:00.000Z')).toBe(
    '<!date^1772366400^{date_short_pretty} {time}|2026-03-01 12:00 UTC>',
  );
  expect(slackMoment('<!channel>')).toBe('&lt;!channel&gt;');
});

test('unescaping undoes what Slack does to typed text', () => {
  expect(unescapeEntities('severity&gt;=high &amp;lt;')).toBe('severity>=high &lt;');
});

test('lines are packed into as few texts as fit', () => {
  expect(packLines(['aa', 'bb', 'cc'], 6)).toEqual(['aa\nbb', 'cc']);
});
