import { cutText } from '#core/text.ts';

/**
 * A text from outside as one line for a terminal, at most `max` characters of it: whatever could move the cursor,
 * change colours or turn the line round is shown as its code.
 */
export function plainText(text: string, max: number): string {
  return cutText(text.toWellFormed(), max).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, codeOf);
}

function codeOf(character: string): string {
  const known: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return known[character] ?? `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}
