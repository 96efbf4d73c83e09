import type { SearchAnswer, SearchPage } from '#pipeline/desk.ts';

/** The page of a search that was understood. */
export async function found(answer: Promise<SearchAnswer>): Promise<SearchPage> {
  const page = await answer;
  if ('wrong' in page) throw new Error(JSON.stringify(page.wrong));
  return page;
}
