import { hash } from 'node:crypto';
import { readSilenceQuery, readSubscriptionQuery, type Silence, type Subscription } from '#core/standing-order.ts';
import type { Context } from './context.ts';
import { endSilence, snoozeSilenced } from './end-silence.ts';
import type { OrderDesk, SilenceWish, SubscriptionWish, WishProblem } from './order-desk.ts';
import { readSilences, readSubscriptions, silenceItem, subscriptionItem, subscriptionKey } from './order-items.ts';

/** A silence that nobody looks at for longer would be a hole that everybody has forgotten. */
const longestMs = 366 * 86_400_000;

/** The desk of silences and subscriptions over this context. */
export function createOrderDesk(context: Context): OrderDesk {
  const { table, orders } = context;
  return {
    silences: async () => byAge(await readSilences(table)).filter(({ until }) => until > context.now().toISOString()),
    silence: (wish) => silence(context, wish),
    endSilence: (id, by) => endSilence(context, id, by),
    subscriptions: async (channel) => {
      const all = byAge(await readSubscriptions(table));
      return channel === undefined ? all : all.filter((one) => one.channel === channel);
    },
    subscribe: (wish) => subscribe(context, wish),
    unsubscribe: async (channel, id) => {
      const all = byAge(await readSubscriptions(table));
      const gone = all.filter((one) => one.channel === channel && (id === undefined || one.id === id));
      for (const one of gone) await table.write([{ remove: subscriptionKey(one), when: 'any' }]);
      await orders.refresh();
      return gone;
    },
  };
}

function byAge<T extends { at: string }>(all: T[]): T[] {
  return all.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

async function silence(
  context: Context,
  { requestId, ...wish }: SilenceWish,
): Promise<{ done: Silence; snoozed: number } | WishProblem> {
  const read = readSilenceQuery(wish.query);
  if (!('query' in read)) return read;
  if (wish.reason.trim() === '') return { missing: 'reason' };
  const now = context.now();
  const until = Date.parse(wish.until);
  if (!(until > now.getTime() && until <= now.getTime() + longestMs)) return { past: true };
  const asked: Silence = { ...wish, id: shortId(`silence ${requestId}`), at: now.toISOString() };
  await context.table.write([{ put: silenceItem(asked), when: 'absent' }]);
  await context.orders.refresh();
  // Asked for twice, it is the one of before.
  const done = (await readSilences(context.table)).find(({ id }) => id === asked.id) ?? asked;
  return { done, snoozed: await snoozeSilenced(context, done) };
}

async function subscribe(
  { table, orders, now }: Context,
  wish: SubscriptionWish,
): Promise<{ done: Subscription } | WishProblem> {
  const read = readSubscriptionQuery(wish.query);
  if (!('query' in read)) return read;
  const query = wish.query.trim();
  const done: Subscription = { ...wish, query, id: shortId(`${wish.channel} ${query}`), at: now().toISOString() };
  await table.write([{ put: subscriptionItem(done), when: 'absent' }]);
  await orders.refresh();
  return { done };
}

/** Short enough to be typed. */
function shortId(text: string): string {
  return hash('sha256', text).slice(0, 8);
}
