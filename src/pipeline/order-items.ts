import type { Case, Silenced } from '#core/case.ts';
import { silenceMark, type Hidden, type Silence, type Subscription } from '#core/standing-order.ts';
import { everyItem, type Item, type Key, type Table, type Write } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';

// Where silences and subscriptions lie in the table: each kind in one partition, so that they are read as a list.

const silencesPk = 'silences';
const subscriptionsPk = 'subscriptions';

export function silenceKey(id: string): Key {
  return { pk: silencesPk, sk: id };
}

export function subscriptionKey({ channel, id }: Pick<Subscription, 'channel' | 'id'>): Key {
  return { pk: subscriptionsPk, sk: `${channel}#${id}` };
}

export function silenceItem(silence: Silence): Item {
  return { ...silenceKey(silence.id), v: 1, body: toBody(silence) };
}

export function subscriptionItem(subscription: Subscription): Item {
  return { ...subscriptionKey(subscription), v: 1, body: toBody(subscription) };
}

/** All that are kept, those too whose time is over and whose end was not told yet. */
export async function readSilences(table: Table): Promise<Silence[]> {
  const items = await Array.fromAsync(everyItem(table, { pk: silencesPk }));
  return items.map((item) => bodyOf<Silence>(item));
}

export async function readSubscriptions(table: Table): Promise<Subscription[]> {
  const items = await Array.fromAsync(everyItem(table, { pk: subscriptionsPk }));
  return items.map((item) => bodyOf<Subscription>(item));
}

const keptSeconds = 30 * 86_400;

function hiddenPk(mark: string): string {
  return `hidden#${mark}`;
}

/** Notes that a case is kept quiet, as it was at last; kept for 30 days after the silence. */
export function hiddenWrite({ rule, until }: Pick<Silenced, 'rule' | 'until'>, c: Case): Write {
  const body: Hidden = { caseId: c.id, title: c.title, severity: c.severity };
  const expires = Math.ceil(Date.parse(until) / 1000) + keptSeconds;
  return { put: { pk: hiddenPk(rule), sk: c.id, v: 1, body: toBody(body), expires }, when: 'any' };
}

/** What a silence has kept quiet so far, in no order. */
export async function* readHidden(table: Table, silenceId: string): AsyncGenerator<Hidden> {
  for await (const item of everyItem(table, { pk: hiddenPk(silenceMark(silenceId)) })) yield bodyOf<Hidden>(item);
}
