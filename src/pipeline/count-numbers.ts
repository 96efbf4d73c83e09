import type { Case } from '#core/case.ts';
import { emptyCounts, mergeCounts, type DayCounts } from '#core/day-counts.ts';
import type { Instant } from '#core/json.ts';
import { opsSource } from '#core/ops.ts';
import { countEntries, type CountedUpTo } from '#core/project-numbers.ts';
import { everyItem, hourOf, type Item, type Key, type Write } from '#core/table.ts';
import { wallClockAt } from '#core/zoned-time.ts';
import { bodyOf, changedCasesPk, toBody } from './case-items.ts';
import type { Context } from './context.ts';
import { feedStart } from './follow-changes.ts';
import { readTimeline } from './read-timeline.ts';
import { untilSaved } from './save-case.ts';

type CountContext = Pick<Context, 'table' | 'policy' | 'now'>;

const positionKey = { pk: 'numbers', sk: 'position' };
const hourMs = 3_600_000;
/** A slow writer's change can appear behind one that was read already; so much is read again each time. */
const overlapMs = 120_000;
const mostHours = 500;
/** Each entry may lie on a day of its own, and a batch has at most 100 writes. */
const entriesAtOnce = 60;
const keptSeconds = 400 * 86_400;

/** Where the counts of a project on one day lie. */
export function dayCountsKey(project: string, day: string): Key {
  return { pk: `numbers#${project}`, sk: day };
}

/** The day of the calendar, as `2026-03-02`, in the policy's time zone. */
export function dayIn(at: Instant, timeZone: string): string {
  const { year, month, day } = wallClockAt(at, timeZone);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

/**
 * Follows the feed of changes and counts what happened to the cases since, by project and day. What has been counted of a case is
 * kept in the write that counts it, so nothing counts twice, and no question about numbers ever goes through the cases.
 */
export async function countNumbers(context: CountContext): Promise<void> {
  const { table } = context;
  const now = context.now();
  const [item] = await table.get([positionKey]);
  const position = item === undefined ? await feedStart(table, now) : bodyOf<{ at: Instant }>(item).at;
  const from = Date.parse(position) - overlapMs;
  const end = Math.min(now.getTime() + overlapMs, from + mostHours * hourMs);
  for (let hour = Math.floor(from / hourMs) * hourMs; hour <= end; hour += hourMs) {
    const pk = changedCasesPk(hourOf(new Date(hour).toISOString()));
    const range = { pk, index: 'changes' as const, from: new Date(from).toISOString() };
    for await (const changed of everyItem(table, range)) await countCase(context, bodyOf<Case>(changed));
  }
  const at = new Date(Math.min(now.getTime(), end)).toISOString();
  await table.write([{ put: { ...positionKey, v: 1, body: { at } }, when: 'any' }]);
}

/** Irene's own troubles are in nobody's numbers. */
async function countCase(context: CountContext, c: Case): Promise<void> {
  if (c.sources.includes(opsSource)) return;
  let isDone = false;
  while (!isDone) isDone = await untilSaved(`the numbers of ${c.id}`, () => countSome(context, c));
}

/** True when all is counted, false when there is more; undefined when somebody else counted in between. */
async function countSome({ table, policy, now }: CountContext, c: Case): Promise<boolean | undefined> {
  const key = { pk: `case#${c.id}`, sk: 'counted' };
  const [stored] = await table.get([key]);
  const known: CountedUpTo = stored === undefined ? { seq: 0 } : bodyOf<CountedUpTo>(stored);
  if (known.seq >= c.timelineLength) return true;
  const last = Math.min(c.timelineLength, known.seq + entriesAtOnce);
  const entries = await readTimeline(table, c.id, known.seq + 1, last);
  const { timeZone } = policy().reminding;
  const counted = countEntries(known, entries, { type: c.type, dayOf: (at) => dayIn(at, timeZone) });
  const upTo = { ...counted.upTo, seq: last };
  const mark = putOver(stored, { ...key, body: toBody(upTo) });
  const days = await dayWrites(table, { project: c.project, days: counted.days, now: now() });
  const { conflicts } = await table.write([mark, ...days]);
  return conflicts.length > 0 ? undefined : last >= c.timelineLength;
}

async function dayWrites(
  table: Context['table'],
  { project, days, now }: { project: string; days: Map<string, DayCounts>; now: Date },
): Promise<Write[]> {
  const names = [...days.keys()];
  const stored = await table.get(names.map((day) => dayCountsKey(project, day)));
  const expires = Math.floor(now.getTime() / 1000) + keptSeconds;
  return names.map((day, index) => {
    const item = stored[index];
    const before = item === undefined ? emptyCounts() : bodyOf<DayCounts>(item);
    const body = toBody(mergeCounts(before, days.get(day) ?? emptyCounts()));
    return putOver(item, { ...dayCountsKey(project, day), body, expires });
  });
}

function putOver(stored: Item | undefined, item: Omit<Item, 'v'>): Write {
  return { put: { ...item, v: (stored?.v ?? 0) + 1 }, when: stored === undefined ? 'absent' : { v: stored.v } };
}
