import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine } from '#core/text.ts';
import { markdownCode, markdownLink, markdownText } from '#mirrors/github/markdown.ts';

const nasty = fc.constantFrom(
  '@aki',
  '@acme/security',
  'a@b.example',
  '#1',
  'acme/web#12',
  'GH-1',
  'gh-22',
  '![x](https://evil.example/p.png)',
  '<img src=https://evil.example/p.png>',
  '[click](https://evil.example)',
  '<!-- irene:end -->',
  '-->',
  '|',
  '\\|',
  '`',
  '```',
  '\n# heading',
  '\n- item',
  '1. ',
  '> quote',
  '---',
  '***',
  '__',
  '~~',
  'https://evil.example',
  'www.evil.example',
  'http://x',
  'mailto:a@b.example',
  'deadbeefcafe',
  '0123456789abcdef0123456789abcdef01234567',
  ':tada:',
  '&lt;',
  '&#60;',
  '$x$',
  '\u200B',
  '\u202E',
  'acme/web@deadbeef',
  '{{',
  '<script>',
  '\u0000',
  ' ',
);
const hostile = fc
  .array(fc.oneof({ weight: 3, arbitrary: nasty }, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

/** What GitHub turns into something else in text that Markdown has finished with. */
const active = [/@[a-z0-9]/i, /#\d/, /\bGH-\d/i, /:\/\//, /www\./i, /:[\w+-]+:/, /[0-9a-f]{7}/i];

/** The text as a reader sees it: escapes and entities read, as CommonMark defines them. */
function read(markdown: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#124': '|', '#36': '$' };
  return markdown.replace(
    /\\([!-/:-@[-`{-~])|&(amp|lt|gt|#124|#36);/g,
    (_, escaped?: string, name?: string) => escaped ?? names[name ?? ''] ?? '',
  );
}

test('text holds nothing that Markdown or HTML could read, whatever it was', () => {
  const inert = /^(?:\\[!-/:-@[-`{-~]|&(?:amp|lt|gt|#124|#36);|[^\\`*_[\]#!~&<>|$\n\r])*$/;
  fc.assert(
    fc.property(hostile, (text) => {
      const written = markdownText(text);
      expect(written).toMatch(inert);
      expect(written).not.toMatch(/^(?:[-+=:]|\d{1,9}[.)]|\s)/);
    }),
  );
});

test('everyday names are written as they are', () => {
  expect(markdownText("Bucket acme-logs.eu-west-1 (public), seen by 'aki'")).toBe(
    "Bucket acme-logs.eu-west-1 (public), seen by 'aki'",
  );
  expect(markdownText('- one')).toBe('\\- one');
  expect(markdownText('1. one')).toBe('1\\. one');
});

test('text that Markdown has read holds nothing that GitHub would link, mention or fetch', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = read(markdownText(text));
      for (const pattern of active) expect(shown).not.toMatch(pattern);
    }),
  );
});

test('text is shown letter by letter, but for the zero-width spaces that keep it quiet', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(read(markdownText(text)).replaceAll('\u200B', '')).toBe(oneLine(text));
    }),
  );
});

test('code is one span that nothing in it can end, or inert text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const code = markdownCode(text);
      expect(code).not.toMatch(/[\n\r<|]/);
      const [, fence, inner] = /^(`+)([\s\S]*?[^`])\1$/.exec(code) ?? [];
      if (fence === undefined || inner === undefined) expect(code).toBe(/[|<]/.test(text) ? markdownText(text) : '');
      else {
        const runs = Array.from(inner.matchAll(/`+/g), (run) => run[0]);
        expect(runs).not.toContain(fence);
        expect(inner.trim()).toBe(oneLine(text));
      }
    }),
  );
});

test('an identifier can be copied as it is', () => {
  expect(markdownCode('arn:aws:iam::111122223333:role/x@y#1')).toBe('`arn:aws:iam::111122223333:role/x@y#1`');
  expect(markdownCode('a`b')).toBe('`` a`b ``');
});

test('a link leads to web addresses only and ends where it should', () => {
  expect(markdownLink('x', 'javascript:alert(1)')).toBeUndefined();
  expect(markdownLink('x', 'no address')).toBeUndefined();
  expect(markdownLink('x', 'https://a.example/b?c=1&d=2')).toBe('[x](https://a.example/b?c=1&amp;d=2)');
  fc.assert(
    fc.property(fc.webUrl(), hostile, (url, text) => {
      const link = markdownLink('x', `${url}/${text}`);
      if (link !== undefined) expect(link).toMatch(/^\[x\]\([^\s()<>[\]|`*\\]+\)$/);
    }),
  );
});
