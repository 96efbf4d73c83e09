import type { Instant } from '#core/json.ts';
import type { Item, Key, Write } from '#core/table.ts';
import type { BulkResult } from './bulk-desk.ts';
import { toBody } from './case-items.ts';

// Where it lies which cases are to be acted on at once, and what became of it.

const keptSeconds = 86_400;

/** The cases as they were found, whose they are, and how acting on them ended. */
export interface BulkPlan {
  ids: string[];
  /** The id of the person who asked. */
  owner: string;
  ended?: { requestId: string; result: BulkResult; at: Instant };
}

export function bulkKey(id: string): Key {
  return { pk: `bulk#${id}`, sk: 'bulk' };
}

/** A new plan, or one that has ended. Those who end it at the same time have done the same, so the last one stands. */
export function bulkWrite(id: string, plan: BulkPlan, { from, now }: { from?: Item; now: Date }): Write {
  const expires = Math.floor(now.getTime() / 1000) + keptSeconds;
  const put: Item = { ...bulkKey(id), v: (from?.v ?? 0) + 1, body: toBody(plan), expires };
  return { put, when: from === undefined ? 'absent' : 'any' };
}
