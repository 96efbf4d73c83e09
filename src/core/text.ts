/** At most `max` characters (code points), the last one an ellipsis where something was cut. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  // A character is at most two units, so this holds all that can stay, and a text of megabytes is never taken apart.
  const points = Array.from(text.slice(0, 2 * max + 2));
  if (points.length <= max) return text;
  return `${points.slice(0, max - 1).join('')}…`;
}

/** What there is to do something about; nearly no text has any of it. */
const notPlain = /[^\x20-\x7e]| {2}|^ | $/;

/**
 * One line of plain text: control characters, line breaks and invisible direction marks become spaces or vanish.
 * Text from outside could otherwise forge a second line or show itself backwards.
 */
export function oneLine(text: string): string {
  if (!notPlain.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();
}
