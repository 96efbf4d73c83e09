import type { Case } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import type { Destination, MirrorRef } from '#core/mirror.ts';
import { severityRank } from '#core/severity.ts';
import type { Storm } from '#core/storm.ts';
import type { Item, Key, Table, Write } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';

// Where a storm lies in the table: the document and its cases under the storm's own pk, and under the lane's which one
// is its newest.

const keptSeconds = 400 * 86_400;

/** A storm with what its mirror has shown of it. */
export interface StormState extends Storm {
  ref?: MirrorRef;
  shownAt?: Instant;
  /** When an attempt to show it began that has not ended. */
  attemptSince?: Instant;
  /** When its place turned out to be gone. */
  goneAt?: Instant;
}

export function stormKey(id: string): Key {
  return { pk: `storm#${id}`, sk: 'storm' };
}

function newestKey({ mirror, to }: Destination): Key {
  return { pk: `storm#${mirror}#${to}`, sk: 'newest' };
}

/** The newest storm of this place, on or over. */
export async function newestStorm(table: Table, destination: Destination): Promise<{ pointer?: Item; storm?: Item }> {
  const [pointer] = await table.get([newestKey(destination)]);
  if (pointer === undefined) return {};
  const [storm] = await table.get([stormKey(bodyOf<{ id: string }>(pointer).id)]);
  return { pointer, ...(storm === undefined ? {} : { storm }) };
}

/** Both the document and that it is the newest of its place. */
export function newStormWrites(storm: StormState, pointer: Item | undefined): Write[] {
  const named = { ...newestKey(storm.destination), v: (pointer?.v ?? 0) + 1, body: { id: storm.id } };
  return [
    { put: named, when: pointer === undefined ? 'absent' : { v: pointer.v } },
    { put: { ...stormKey(storm.id), v: 1, body: toBody(storm), expires: expiryOf(storm.since) }, when: 'absent' },
  ];
}

/** The document as it shall be, unless somebody else changed it. */
export function stormWrite(storm: StormState, from: Item): Write {
  const put = { ...stormKey(storm.id), v: from.v + 1, body: toBody(storm), expires: expiryOf(storm.lastAt) };
  return { put, when: { v: from.v } };
}

const casesFrom = 'case#';

/** Worst first, then oldest. */
export function stormCaseWrite(storm: string, c: Case, at: Instant): Write {
  const sk = `${casesFrom}${5 - severityRank(c.severity)}#${c.openedAt}#${c.id}`;
  const body = toBody({ caseId: c.id });
  return { put: { pk: stormKey(storm).pk, sk, v: 1, body, expires: expiryOf(at) }, when: 'any' };
}

/** The ids of a storm's cases, page by page; undefined when there is no such storm (any more). */
export async function readStormCases(
  table: Table,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ ids: string[]; storm: StormState; cursor?: string } | undefined> {
  const { pk } = stormKey(id);
  const [stored] = await table.get([stormKey(id)]);
  if (stored === undefined) return undefined;
  const range = { pk, from: casesFrom, to: `${casesFrom}\uFFFF`, limit };
  const page = await table.query({ ...range, ...(cursor === undefined ? {} : { cursor }) });
  return {
    ids: page.items.map((item) => bodyOf<{ caseId: string }>(item).caseId),
    storm: bodyOf<StormState>(stored),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  };
}

function expiryOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000) + keptSeconds;
}
