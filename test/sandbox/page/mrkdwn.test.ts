import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { renderMrkdwn } from '#sandbox/page/text/mrkdwn.ts';
import { around, htmlOf } from './a-page.ts';

const shown = (text: string) => htmlOf(renderMrkdwn(text, around));
const link = (href: string, text: string) => `<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`;

test.each([
  ['*bold* and _italic_ and ~gone~', '<strong>bold</strong> and <em>italic</em> and <s>gone</s>'],
  ['*_both_*', '<strong><em>both</em></strong>'],
  ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ['*not over\nlines*', '*not over\nlines*'],
  ['`*as it is* &lt;b&gt;`', '<code>*as it is* &lt;b&gt;</code>'],
  ['```\nlet a = *1*;\n```', '<pre>let a = *1*;</pre>'],
  ['a ```b``` c', 'a <pre>b</pre> c'],
  ['&lt;script&gt; &amp;amp;', '&lt;script&gt; &amp;amp;'],
  ['&gt; said\n&gt; so\nthen', '<blockquote>said\nso</blockquote>then'],
  ['&gt;&gt;&gt;all\nthe rest', '<blockquote>all\nthe rest</blockquote>'],
  ['• one\n• two', '<span class="bullet">• one</span><span class="bullet">• two</span>'],
])('%s is shown as Slack shows it', (text, html) => {
  expect(shown(text)).toBe(html);
});

test.each([
  ['<https://example.com/a?b=1&amp;c=2|the *page*>', link('https://example.com/a?b=1&amp;c=2', 'the *page*')],
  ['<https://example.com/>', link('https://example.com/', 'https://example.com/')],
  ['*<https://example.com/|x>*', `<strong>${link('https://example.com/', 'x')}</strong>`],
  ['<javascript:alert(1)|click>', '&lt;javascript:alert(1)|click&gt;'],
  ['<@UAKI>', '<span class="mention">@Aki &lt;b&gt;Tanaka&lt;/b&gt;</span>'],
  ['<@UNOBODY>', '<span class="mention">@UNOBODY</span>'],
  ['<#C0SECURITY>', '<a class="mention" href="/slack/C0SECURITY">#security</a>'],
  ['<!here> <!channel>', '<span class="mention">@here</span> <span class="mention">@channel</span>'],
  ['<!subteam^S0ONCALL>', '<span class="mention">@on-call</span>'],
  ['<!subteam^S0OTHER|@others>', '<span class="mention">@others</span>'],
  ['<b>', '&lt;b&gt;'],
])('the reference %s leads only where it may', (text, html) => {
  expect(shown(text)).toBe(html);
});

test('a date waits for the reader’s zone, with its fallback until then', () => {
  expect(shown('<!date^0^{date_num} {time}|in 1970>')).toBe(
    '<time datetime="1970-01-01T00:00:00.000Z" data-format="{date_num} {time}">in 1970</time>',
  );
});

test('an escaped mention wakes nobody', () => {
  expect(shown('&lt;!channel&gt;')).toBe('&lt;!channel&gt;');
});

test('known emoji are drawn, and unknown names stay as they are', () => {
  expect(shown(':red_circle:')).toContain('🔴');
  expect(shown(':no_such_thing: 10:30:00')).toBe(':no_such_thing: 10:30:00');
});

test('no text at all makes a tag or an attribute that mrkdwn does not have', () => {
  const tag =
    /<\/?(?:strong|em|s|code|pre|blockquote)>|<\/(?:a|span|time|svg)>|<a (?:class="mention" )?href="[^"<>]*"(?: target="_blank" rel="noopener noreferrer")?>|<span class="[a-z -]+">|<time datetime="[^"<>]*" data-format="[^"<>]*">/g;
  const drawing = /<svg viewBox="0 0 20 20" aria-hidden="true">.*?<\/svg>/g;
  const parts = [
    '*',
    '_',
    '~',
    '`',
    '```',
    '<',
    '>',
    '|',
    '"',
    "'",
    '&',
    '&lt;',
    '\n',
    ':',
    '<@UAKI>',
    '<!here>',
    '<!date^1^',
    '^',
    'https://a.example/',
    'javascript:',
    'onclick=',
    '<script>',
    'x',
    ' ',
    '🔴',
    '\u{F0000}',
  ];
  const hostile = array(oneof(constantFrom(...parts), string()), { maxLength: 30 }).map((all) => all.join(''));
  assert(property(hostile, (text) => !/[<>]/.test(shown(text).replace(drawing, '').replace(tag, ''))));
});

test('a long hostile text is rendered in no time', () => {
  const started = performance.now();
  for (const piece of ['*a ', '<', '`', ':a', '_*', '```', '> ', '&gt;', '<!date^']) shown(piece.repeat(10_000));
  expect(performance.now() - started).toBeLessThan(30_000);
});
