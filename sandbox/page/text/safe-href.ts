const followable = new Set(['http:', 'https:', 'mailto:']);

/** The address when a browser may follow it; undefined for `javascript:`, `data:` and anything that is no address. */
export function safeHref(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return followable.has(parsed.protocol) ? parsed.href : undefined;
}
