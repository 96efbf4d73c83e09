import { setImmediate } from 'node:timers/promises';
import type { Case } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import { everyItem, hourOf, type Table } from '#core/table.ts';
import { bodyOf, changedCasesPk } from './case-items.ts';
import type { Context } from './context.ts';

type FollowContext = Pick<Context, 'table' | 'search' | 'now'>;

const feedStartKey = { pk: 'feed', sk: 'start' };
const hourMs = 3_600_000;
/** A slow writer's change can appear behind one that was read already; so much is read again each time. */
const overlapMs = 120_000;
/** Each batch is one step of the index; small ones cost it many more merges. It takes some 50 ms; one in ten of a new index some 0.2 s. */
const batchSize = 1_000;

/**
 * Brings the search index up to the change feed, from where it stopped; a new or deleted index from the feed's start.
 * The index ignores what it knows already.
 */
export async function followChanges(context: FollowContext): Promise<void> {
  const now = context.now();
  const position = context.search.position() ?? (await feedStart(context.table, now));
  const from = new Date(Date.parse(position) - overlapMs);
  // The clock of the replica that wrote a change may be ahead, and in the next hour already.
  const end = now.getTime() + overlapMs;
  for (let hour = Math.floor(from.getTime() / hourMs) * hourMs; hour <= end; hour += hourMs) {
    await indexHour(context, hourOf(new Date(hour).toISOString()), from.toISOString());
  }
  await context.search.setPosition(now.toISOString());
}

async function indexHour({ table, search }: FollowContext, hour: string, from: Instant): Promise<void> {
  let batch: Case[] = [];
  for await (const item of everyItem(table, { pk: changedCasesPk(hour), index: 'changes', from })) {
    batch.push(bodyOf<Case>(item));
    if (batch.length < batchSize) continue;
    await search.put(batch);
    await setImmediate(); // a rebuild of the index must not stop everything else
    batch = [];
  }
  await search.put(batch);
}

/** The first hour that can hold a change; noted at the first start, before anything can change. */
export async function feedStart(table: Table, now: Date): Promise<Instant> {
  const [known] = await table.get([feedStartKey]);
  if (known !== undefined) return bodyOf<{ since: Instant }>(known).since;
  const since = now.toISOString();
  const { conflicts } = await table.write([{ put: { ...feedStartKey, v: 1, body: { since } }, when: 'absent' }]);
  return conflicts.length === 0 ? since : feedStart(table, now);
}
