import { createHash } from 'node:crypto';
import type { Alert } from '#core/alert.ts';
import { withArrival, type Arrivals, type Feed } from '#core/arrivals.ts';
import { cutText, oneLine } from '#core/text.ts';
import { everyItem, type Item, type Key, type Table } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';
import type { Context } from './context.ts';

type NoteContext = Pick<Context, 'table' | 'now' | 'log'>;

/** What comes within a minute is one arrival: one small write a minute and feed at most. */
const minuteMs = 60_000;
/** Who brought nothing for so long is forgotten. */
const keptSeconds = 90 * 86_400;
const batch = 100;
const mostRemembered = 20_000;

const arrivalsPk = 'arrivals';

/** When this process noted each feed last. */
const notedIn = new WeakMap<Table, Map<string, number>>();

/** The feeds that one file has brought something of. */
export interface Feeds {
  add(alert: Pick<Alert, 'source' | 'account'>): void;
  all(): Feed[];
}

export function createFeeds(): Feeds {
  const feeds = new Map<string, Feed>();
  return {
    add({ source, account }) {
      const name = nameOf({ source, account });
      if (!feeds.has(name)) feeds.set(name, { source, account });
    },
    all: () => [...feeds.values()],
  };
}

/** At the end of a file that has just come. Never throws: the file is read, whatever is known of when others come. */
export async function noteArrivals(context: NoteContext, feeds: Feed[]): Promise<void> {
  const now = context.now();
  const noted = notedIn.get(context.table) ?? new Map<string, number>();
  notedIn.set(context.table, noted);
  const due = feeds.filter((feed) => isDue(noted, feed, now));
  try {
    for (let from = 0; from < due.length; from += batch) await note(context, due.slice(from, from + batch), now);
  } catch (err) {
    context.log.warn({ err }, 'it could not be noted which sources have brought something');
  }
}

function isDue(notedAt: Map<string, number>, feed: Feed, now: Date): boolean {
  const name = nameOf(feed);
  const before = notedAt.get(name);
  if (before !== undefined && Math.abs(now.getTime() - before) < minuteMs) return false;
  if (notedAt.size > mostRemembered) notedAt.clear();
  notedAt.set(name, now.getTime());
  return true;
}

/** Another process may note the same feed in the same moment: one arrival more or less teaches nothing. */
async function note({ table }: NoteContext, feeds: Feed[], now: Date): Promise<void> {
  const stored = await table.get(feeds.map(arrivalsKey));
  const items = feeds.map((feed, index): Item => {
    const item = stored[index];
    const known = item === undefined ? undefined : bodyOf<Arrivals>(item);
    const arrivals = withArrival(known, shortened(feed), now.toISOString());
    const expires = Math.floor(now.getTime() / 1000) + keptSeconds;
    return { ...arrivalsKey(feed), v: 1, body: toBody(arrivals), expires };
  });
  await table.write(items.map((item) => ({ put: item, when: 'any' })));
}

/** Of every feed that brought something in the last 90 days. */
export async function readArrivals(table: Table): Promise<Arrivals[]> {
  return Array.fromAsync(everyItem(table, { pk: arrivalsPk }), (item) => bodyOf<Arrivals>(item));
}

function nameOf({ source, account }: Feed): string {
  return JSON.stringify([source, account]);
}

/** An account is whatever a file says; a key has its limits. */
function arrivalsKey(feed: Feed): Key {
  return { pk: arrivalsPk, sk: createHash('sha256').update(nameOf(feed)).digest('hex').slice(0, 32) };
}

function shortened({ source, account }: Feed): Feed {
  return { source, ...(account === undefined ? {} : { account: cutText(oneLine(account), 200) }) };
}
