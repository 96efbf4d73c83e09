import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText } from '#cli/plain-text.ts';

it('shows what would move the cursor, colour the line or turn it round as its code', () => {
  expect(plainText('a\u001b[31mb\nc\td\u202Ee\u0085\u2028f', 100)).toBe(
    'a\\u{1b}[31mb\\nc\\td\\u{202e}e\\u{85}\\u{2028}f',
  );
  expect(plainText('日本語 and é', 100)).toBe('日本語 and é');
});

it('cuts before it escapes, and is one line of printable text whatever comes', () => {
  expect(plainText('x'.repeat(301), 300)).toHaveLength(300);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(plainText(text, 300)).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);
    }),
  );
});
