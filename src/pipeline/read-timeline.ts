import { everyItem, type Table } from '#core/table.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { bodyOf, caseKey, timelineSk } from './case-items.ts';

/** The timeline entries of a case, `from` … `to` by seq, both included. */
export async function readTimeline(table: Table, caseId: string, from: number, to: number): Promise<TimelineEntry[]> {
  if (from > to) return [];
  const range = { pk: caseKey(caseId).pk, from: timelineSk(from), to: timelineSk(to) };
  return Array.fromAsync(everyItem(table, range), (item) => bodyOf<TimelineEntry>(item));
}
