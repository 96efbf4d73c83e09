import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from '#sandbox/page/text/markdown.ts';
import { around, htmlOf } from './a-page.ts';

const shown = (text: string) =>
  htmlOf(renderMarkdown(text, around))
    .replace(/>\n\s*</g, '><')
    .trim();

test.each([
  ['# One\n### Three', '<h2>One</h2><h4>Three</h4>'],
  ['a\nb\n\nc', '<p>a\nb</p><p>c</p>'],
  ['**bold** _it_ ~~no~~ `a*b`', '<p><strong>bold</strong> <em>it</em> <s>no</s> <code>a*b</code></p>'],
  ['- a\n  - b\n- c', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
  ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
  ['```sh\n<b>\n```\nafter', '<pre><code>&lt;b&gt;</code></pre><p>after</p>'],
  ['> a\n> b', '<blockquote><p>a\nb</p></blockquote>'],
  ['---', '<hr />'],
  ['a \\*b\\* &lt;c&gt; &#64;', '<p>a *b* &lt;c&gt; @</p>'],
  ['snake_case_name 2*3*4', '<p>snake_case_name 2*3*4</p>'],
])('%j is shown as GitHub shows it', (text, html) => {
  expect(shown(text)).toBe(html);
});

test('a table has its head, its rows and escaped bars', () => {
  expect(shown('| a | b |\n|---|:-:|\n| 1 | x\\|y |\n\nend')).toBe(
    '<div class="table"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>x|y</td></tr></tbody></table></div><p>end</p>',
  );
});

test('details fold their content under their summary', () => {
  expect(shown('<details><summary>Evidence</summary>\n\n- a\n\n</details>\nafter')).toBe(
    '<details ><summary>Evidence</summary><ul><li>a</li></ul></details><p>after</p>',
  );
});

test('a hidden comment is not shown', () => {
  expect(shown('<!-- irene:case=irn-abc -->\nhello')).toBe('<p>hello</p>');
});

test('any other HTML is text, and a picture of a stranger is a link', () => {
  expect(shown('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
  expect(shown('![b"c](https://evil.example/x.png)')).toBe(
    '<p><a href="https://evil.example/x.png" target="_blank" rel="noopener noreferrer">[picture: b&quot;c]</a></p>',
  );
  expect(shown('[click](javascript:alert(1))')).toBe('<p>[click](javascript:alert(1))</p>');
});

test('no text at all makes a tag that Markdown does not have', () => {
  const tag =
    /<\/?(?:h2|h3|h4|p|ul|ol|li|pre|code|blockquote|strong|em|s|table|thead|tbody|tr|th|td|summary|details)(?: (?:open)?)?>|<(?:hr|br) \/>|<\/(?:a|span|svg|div)>|<a href="[^"<>]*"(?: target="_blank" rel="noopener noreferrer")?>|<(?:span|div|li) class="[a-z -]+">|<input type="checkbox" disabled(?: checked)? \/>/g;
  const drawing = /<svg viewBox="0 0 20 20" aria-hidden="true">.*?<\/svg>/g;
  const parts = [
    '# ',
    '- ',
    '1. ',
    '- [x] ',
    '|',
    '|-|-|',
    '\n',
    '\n\n',
    '```',
    '`',
    '**',
    '_',
    '~~',
    '[a](',
    '![b](',
    ')',
    'https://a.example/',
    'javascript:x',
    '<',
    '>',
    '<details>',
    '<summary>',
    '</details>',
    '<!--',
    '-->',
    '"',
    '&lt;',
    '&#60;',
    '@aki',
    ':x:',
    '\\',
    '  ',
    '> ',
    'x',
  ];
  const hostile = array(oneof(constantFrom(...parts), string()), { maxLength: 30 }).map((all) => all.join(''));
  assert(property(hostile, (text) => !/[<>]/.test(shown(text).replace(drawing, '').replace(tag, ''))));
});

test('deep and long hostile texts are rendered in no time', () => {
  const started = performance.now();
  for (const piece of ['> ', '- ', '[', '**a ', '`', '<details>\n', '&', '![', '| a |\n', '\\'])
    shown(piece.repeat(5_000));
  expect(performance.now() - started).toBeLessThan(30_000);
});
