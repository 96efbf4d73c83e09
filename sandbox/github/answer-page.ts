import type { Context } from 'hono';

/** The page that the query asks for (`page`, `per_page` up to 100, default 30), with the Link header to its neighbours. */
export function answerPage<T>(c: Context, rows: T[], render: (row: T) => unknown): Response {
  const size = Math.min(wholeNumber(c.req.query('per_page')) ?? 30, 100);
  const page = wholeNumber(c.req.query('page')) ?? 1;
  const last = Math.max(1, Math.ceil(rows.length / size));
  const links = linksOf(page, last).map(([rel, number]) => `<${pageUrl(c, number)}>; rel="${rel}"`);
  if (links.length > 0) c.header('link', links.join(', '));
  return c.json(rows.slice((page - 1) * size, page * size).map((row) => render(row)));
}

function linksOf(page: number, last: number): [string, number][] {
  const links: [string, number][] = [];
  if (page > 1) links.push(['prev', Math.min(page - 1, last)]);
  if (page < last) links.push(['next', page + 1], ['last', last]);
  if (page > 1) links.push(['first', 1]);
  return links;
}

function pageUrl(c: Context, page: number): string {
  const url = new URL(c.req.url);
  url.searchParams.set('page', String(page));
  return url.href;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
