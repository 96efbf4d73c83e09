import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Destination } from '#core/mirror.ts';
import { everyItem } from '#core/table.ts';
import { bodyOf } from '#pipeline/case-items.ts';
import { readLedger } from '#pipeline/ledger.ts';
import { laneOf, lanesPk } from '#pipeline/pending-effects.ts';
import type { Reader } from '../open-reader.ts';

const lookEveryMs = 250;

/**
 * Resolves when every file is read and nothing is left to be shown: with how many messages were dead meanwhile, which
 * are sent again as an operator would. Rejects when nothing has moved for `patienceMs`, with what is still to do.
 */
export async function untilQuiet(reader: Reader, home: string, patienceMs: number): Promise<number> {
  let movedAt = performance.now();
  let before: string | undefined;
  let dead = 0;
  while (true) {
    const left = await whatIsLeft(reader, home);
    if (left === undefined) return dead;
    if (left !== before) movedAt = performance.now();
    before = left;
    if (performance.now() - movedAt > patienceMs) throw new Error(`stuck for ${patienceMs / 1000} s: ${left}`);
    dead += await reader.queue.redrive('all');
    await wait(lookEveryMs);
  }
}

async function whatIsLeft(reader: Reader, home: string): Promise<string | undefined> {
  const waiting = (await readdir(join(home, 'inbox', 'auto'))).length;
  if (waiting > 0) return `${waiting} files in the inbox`;
  const unread = await unreadFiles(reader);
  if (unread.length > 0) return `files not read: ${unread.slice(0, 5).join(', ')}`;
  for await (const item of everyItem(reader.table, { pk: lanesPk })) {
    const lane = laneOf(bodyOf<Destination>(item));
    const [effect] = (await reader.table.query({ pk: lane, index: 'due', limit: 1 })).items;
    if (effect !== undefined) return `${lane}: ${JSON.stringify(effect.body)}`;
  }
  return undefined;
}

async function unreadFiles({ blobs, table }: Reader): Promise<string[]> {
  const unread: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await blobs.list('files/', cursor);
    for (const { key } of page.items) if ((await readLedger(table, key)) === undefined) unread.push(key);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return unread;
}
