import type { Item, Key } from '#core/table.ts';
import type { News } from '#rules/close-by-news.ts';
import { keptNews, looksAtNews, newsOfKept, type KeptNews } from '#rules/kept-news.ts';
import type { CloseRule } from '#rules/rule.ts';
import { bodyOf, caseKey, toBody } from './case-items.ts';
import type { Context } from './context.ts';
import { inTurn } from './in-turn.ts';
import { resourceKey } from './resource-items.ts';
import { untilSaved } from './save-case.ts';

// News that close rules have looked at, kept for alerts that are older and come later: with their resource, and with the
// cases that a rule names, which need not exist yet.

type NewsContext = Pick<Context, 'table' | 'now' | 'log'>;

const keptSeconds = 30 * 86_400;
/** Of one resource or case: the newest. An item has at most 350 KB. */
const mostNews = 20;
const mostCharacters = 8_000;
const mostKeys = 100;

/** Where news are found again. */
export interface NewsPlace {
  resourceId: string;
  caseIds: readonly string[];
}

/** Keeps the news for 30 days. To be called before the cases are looked at, so that no alert comes in between. */
export async function rememberNews(
  context: NewsContext,
  { resourceId, caseIds }: NewsPlace,
  { news, rules }: { news: News; rules: readonly CloseRule[] },
): Promise<void> {
  const looking = rules.filter(looksAtNews);
  if (looking.length === 0) return;
  const kept = keptNews(news, looking);
  if (JSON.stringify(kept).length > mostCharacters) {
    context.log.warn({ news: news.id.slice(0, 200) }, 'news too large to be kept for alerts that come later');
    return;
  }
  for (const key of [newsOfResource(resourceId), ...caseIds.map(newsOfCase)]) await add(context, key, kept);
}

/** The news that are kept of each of these cases, by its id; the oldest first. */
export async function rememberedNews(
  { table }: NewsContext,
  cases: readonly { id: string; resourceId: string }[],
): Promise<Map<string, News[]>> {
  const found = new Map<string, News[]>();
  const asked = cases.flatMap(({ id, resourceId }) => [
    { id, key: newsOfCase(id) },
    { id, key: newsOfResource(resourceId) },
  ]);
  for (let from = 0; from < asked.length; from += mostKeys) {
    const some = asked.slice(from, from + mostKeys);
    // Many cases are about one resource, and no key may stand there twice.
    const keys = new Map(some.map(({ key }) => [key.pk, key]));
    const items = await table.get([...keys.values()]);
    const byPk = new Map([...keys.keys()].map((pk, at) => [pk, items[at]]));
    for (const { id, key } of some) {
      const news = keptIn(byPk.get(key.pk)).map(newsOfKept);
      if (news.length > 0) found.set(id, [...(found.get(id) ?? []), ...news]);
    }
  }
  for (const news of found.values()) news.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return found;
}

function newsOfResource(resourceId: string): Key {
  return { pk: resourceKey(resourceId).pk, sk: 'news' };
}

function newsOfCase(caseId: string): Key {
  return { pk: caseKey(caseId).pk, sk: 'news' };
}

function keptIn(item: Item | undefined): KeptNews[] {
  return item === undefined ? [] : bodyOf<KeptNews[]>(item);
}

async function add({ table, now }: NewsContext, key: Key, kept: KeptNews): Promise<void> {
  await inTurn(table, `news ${key.pk}`, () =>
    untilSaved('news of cases', async () => {
      const [item] = await table.get([key]);
      const before = keptIn(item);
      const others = before.filter(({ id }) => id !== kept.id);
      const news = [...others, kept].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-mostNews);
      const expires = Math.floor(now().getTime() / 1000) + keptSeconds;
      const put: Item = { ...key, v: (item?.v ?? 0) + 1, body: toBody(news), expires };
      const { conflicts } = await table.write([{ put, when: item === undefined ? 'absent' : { v: item.v } }]);
      return conflicts.length === 0 ? true : undefined;
    }),
  );
}
