import { oneLine, cutText } from '#core/text.ts';
import type { Instant } from '#core/json.ts';

/**
 * Text from outside as Slack's mrkdwn shows it as it was typed, on one line. `&`, `<` and `>` become entities, so no
 * mention, link or date can be forged. Slack has no escape for its formatting marks, and invisible characters beside
 * them do not stop them reliably, so those become look-alikes, as does the first colon of an `:emoji:`.
 */
export function escapeMrkdwn(text: string): string {
  const shown = clean(text)
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll('`', 'ˋ')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
    .replace(/:(?=[\w+'-]*[a-z+][\w+'-]*:)/giu, '∶')
    // An entity at the start of a line would still make a quote of it.
    .replace(/^>+/u, (marks) => '›'.repeat(marks.length));
  return escapeEntities(shown);
}

/** The same, cut so that what is sent has at most `max` characters. */
export function escapeWithin(text: string, max: number): string {
  return fit(text, max, escapeMrkdwn);
}

/** Names, ids and addresses: in a code span, where nothing is formatted and what people copy is exact. */
export function codeWithin(text: string, max: number): string {
  const plain = clean(text);
  if (plain === '') return '–';
  if (plain.includes('`')) return escapeWithin(plain, max);
  return fit(plain, max, (part) => `\`${escapeEntities(part)}\``);
}

/** Lines in a fixed-width block as they were typed, one line each; backticks, which would end it, become look-alikes. */
export function codeBlock(lines: string[]): string {
  const shown = lines.map((line) => escapeEntities(line.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').replaceAll('`', 'ˋ')));
  return `\`\`\`${shown.join('\n')}\`\`\``;
}

/** A moment in the reader's own zone; UTC where Slack cannot tell. */
export function slackMoment(at: Instant): string {
  const unix = Math.floor(Date.parse(at) / 1000);
  if (!Number.isFinite(unix) || unix < 0) return escapeWithin(at, 40);
  const fallback = `${new Date(unix * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${unix}^{date_short_pretty} {time}|${fallback}>`;
}

/** A link, or only its label where the address is not one for browsers. */
export function slackLink(url: string | undefined, label: string): string {
  const href = webAddress(url);
  const shown = escapeWithin(label, 200).replaceAll('|', '¦');
  return href === undefined ? shown : `<${escapeEntities(href).replaceAll('|', '%7C')}|${shown}>`;
}

/** The address when it is http(s) and short enough for Slack. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && href.length <= 2000 ? href : undefined;
}

/** Slack escapes these three in what people type after a command. */
export function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Packs lines into texts of at most `max` characters; each line must fit by itself. */
export function packLines(lines: string[], max: number): string[] {
  const packed: string[] = [];
  for (const line of lines) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + line.length < max) packed[packed.length - 1] = `${last}\n${line}`;
    else packed.push(line);
  }
  return packed;
}

function fit(text: string, max: number, write: (text: string) => string): string {
  let raw = cutText(clean(text), max);
  while (write(raw).length > max) raw = cutText(raw, Math.floor(Array.from(raw).length * 0.8));
  return write(raw);
}

function clean(text: string): string {
  return oneLine(text.toWellFormed());
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
