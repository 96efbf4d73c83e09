import { oneLine } from '#core/text.ts';

/** Takes no room and ends a word: what stands on both sides of it is no longer one name, number or address. */
const gap = '\u200B';

const asEntity: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;', $: '&#36;' };

/**
 * Text from outside as one line of Markdown that means nothing but itself. Escaping stops Markdown and HTML, with few
 * marks, so that the source stays readable and can be searched: lists and rules only begin at a line's start. What
 * GitHub makes of the finished text (mentions, references, hashes, addresses, emoji) is no syntax and cannot be
 * escaped, so a zero-width space is put into it: https://docs.github.com/get-started/writing-on-github
 */
export function markdownText(text: string): string {
  return breakReferences(oneLine(text))
    .replace(/[\\`*_[\]#!~&<>|$]/g, (mark) => asEntity[mark] ?? `\\${mark}`)
    .replace(/^(\d{0,9})([-+=:.)])/, '$1\\$2');
}

/**
 * An identifier from outside, to be copied as it is: a code span, in which GitHub sees no references. Pipes would end
 * a table's cell even there and `<` could begin a hidden mark, so texts with those are written as `markdownText`.
 */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  if (/[|<]/.test(line)) return markdownText(line);
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** A link; undefined when `url` is no web address. `label` is Markdown already. */
export function markdownLink(label: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const safe = href.replace(/[<>()[\]\\`|*_~\s]/g, (mark) => encodeURIComponent(mark).replace(/^[^%]$/, percent));
  return `[${label}](${safe.replaceAll('&', '&amp;')})`;
}

function percent(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function breakReferences(line: string): string {
  return (
    line
      .replace(/@/g, `@${gap}`)
      .replace(/#(?=\d)/g, `#${gap}`)
      .replace(/\bGH-(?=\d)/gi, (prefix) => `${prefix}${gap}`)
      .replace(/:(?=\/\/)/g, `:${gap}`)
      .replace(/www(?=\.)/gi, (prefix) => `${prefix}${gap}`)
      .replace(/:(?=[\w+-]+:)/g, `:${gap}`)
      // A hash of a commit has 7 to 40 digits, and 64 in newer repositories.
      .replace(/[0-9a-f]{7,}/gi, (digits) => digits.replace(/.{6}(?=.)/g, `$&${gap}`))
  );
}
