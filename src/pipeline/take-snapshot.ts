import type { Alert } from '#core/alert.ts';
import { joinSnapshot, type Joined } from '#core/join-snapshot.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { Item, Write } from '#core/table.ts';
import { followResource, type Following } from '#rules/follow-resource.ts';
import type { Context } from './context.ts';
import { inTurn } from './in-turn.ts';
import {
  boundSnapshot,
  historyWrite,
  knownResourceOf,
  markOf,
  resourceItem,
  resourceKey,
  shortened,
  type KnownResource,
} from './resource-items.ts';
import { untilSaved } from './save-case.ts';

type SnapshotContext = Pick<Context, 'table' | 'now'>;

/** What is done with a snapshot. */
export interface SnapshotWork {
  /** The file that brought it. */
  file: string;
  following(snapshot: ResourceSnapshot): Following;
  record(alerts: Alert[]): Promise<void>;
}

/**
 * Keeps a snapshot of a resource and has the alerts recorded that the config rules make of it. An older snapshot than
 * the one that is known goes into the history and decides nothing; the same one again costs no write.
 */
export async function takeSnapshot(
  context: SnapshotContext,
  given: ResourceSnapshot,
  work: SnapshotWork,
): Promise<void> {
  const { id } = given.resource;
  const now = context.now().toISOString();
  // A clock that runs ahead, or a forged time, would make everything that follows look late.
  const snapshot = given.at <= now ? given : { ...given, at: now };
  await inTurn(context.table, resourceKey(id).pk, async () => {
    const { known, v } = await untilSaved(`the resource ${id}`, () => keep(context, snapshot, work));
    if (known.pending.length === 0) return;
    // They are recorded after they are kept with the decision, so that no end of the process can part the two. Whoever
    // takes the next snapshot in between takes them over.
    await work.record(known.pending);
    await context.table.write([{ put: resourceItem({ ...known, pending: [] }, v + 1), when: { v } }]);
  });
}

interface Kept {
  known: KnownResource;
  v: number;
}

/** Undefined when somebody else changed the resource in between. */
async function keep(
  { table, now }: SnapshotContext,
  snapshot: ResourceSnapshot,
  work: SnapshotWork,
): Promise<Kept | undefined> {
  const [item] = await table.get([resourceKey(snapshot.resource.id)]);
  const before = knownResourceOf(item);
  const joined = joinSnapshot(before, snapshot);
  if (item !== undefined && before !== undefined && joined === undefined) {
    if (snapshot.at < before.snapshot.at) await table.write([lateWrite(snapshot, work, now())]);
    // The same once more: other rules than the last time may say something else of it.
    const again =
      snapshot.at < before.snapshot.at || before.tooLarge !== undefined ? before : nextOf(before, before, work);
    if (again.pending.length === before.pending.length) return { known: before, v: item.v };
    return write(table, item, { known: again, v: item.v + 1 }, now());
  }
  const known = nextOf(before, joined ?? { snapshot }, work);
  return write(table, item, { known, v: (item?.v ?? 0) + 1 }, now());
}

async function write(
  table: Context['table'],
  item: Item | undefined,
  kept: Kept,
  now: Date,
): Promise<Kept | undefined> {
  const { conflicts } = await table.write(writesOf(item, kept, now));
  return conflicts.length === 0 ? kept : undefined;
}

function lateWrite(snapshot: ResourceSnapshot, { file }: SnapshotWork, now: Date): Write {
  const { hash, size } = markOf(snapshot);
  return historyWrite({ ...boundSnapshot({ snapshot }, size), hash, file }, now);
}

function writesOf(item: Item | undefined, { known, v }: Kept, now: Date): Write[] {
  const write: Write = { put: resourceItem(known, v), when: item === undefined ? 'absent' : { v: item.v } };
  return known.changedAt === known.snapshot.at ? [write, historyWrite(known, now)] : [write];
}

function nextOf(before: KnownResource | undefined, joined: Joined, work: SnapshotWork): KnownResource {
  const { snapshot } = joined;
  const { hash, size } = joined === before ? { hash: before.hash, size: 0 } : markOf(snapshot);
  const hasChanged = before?.hash !== hash;
  const known = { open: before?.open ?? {}, hasChanged };
  // Of what was too large to be kept a part is missing now: nobody can say what holds of the whole.
  const isHalf = before?.tooLarge !== undefined && joined.partsAt !== undefined;
  const { open, alerts } = isHalf
    ? { open: known.open, alerts: [] }
    : followResource(known, snapshot, work.following(snapshot));
  return {
    ...boundSnapshot(joined, size),
    hash,
    changedAt: hasChanged ? snapshot.at : before.changedAt,
    file: hasChanged ? work.file : before.file,
    open: shortened(open),
    pending: [...(before?.pending ?? []), ...alerts],
  };
}
