import { everyItem, type Item, type Key, type Query, type Table, type Write } from '#core/table.ts';

/** A table in which the verbs may write as usual, and nothing is written. */
export interface DraftTable extends Table {
  /** What would have been put, as it would be now. */
  written(): Item[];
}

/** Reads go through to `table` where nothing was drafted. Ranges of an index show what is really there. */
export function createDraftTable(table: Table): DraftTable {
  /** Undefined: removed. */
  const drafts = new Map<string, Item | undefined>();

  async function get(keys: Key[]): Promise<(Item | undefined)[]> {
    const stored = await table.get(keys);
    return keys.map((key, index) => (drafts.has(nameOf(key)) ? drafts.get(nameOf(key)) : stored[index]));
  }

  return {
    get,
    async query(query) {
      if (query.index !== undefined) return table.query(query);
      const { cursor: _, limit: _2, ...all } = query;
      const stored = await Array.fromAsync(everyItem(table, all));
      const kept = stored.filter((item) => !drafts.has(nameOf(item)));
      const drafted = [...drafts.values()].filter((item) => item !== undefined && isIn(query, item)) as Item[];
      const items = [...kept, ...drafted].toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
      return { items: query.newestFirst === true ? items.toReversed() : items };
    },
    async write(batch) {
      const keys = batch.map((write) => ('put' in write ? write.put : write.remove));
      const stored = await get(keys);
      const conflicts = keys.filter((_, index) => isBroken(batch[index], stored[index]));
      if (conflicts.length > 0) return { conflicts };
      for (const write of batch) {
        if ('put' in write) drafts.set(nameOf(write.put), write.put);
        else drafts.set(nameOf(write.remove), undefined);
      }
      return { conflicts: [] };
    },
    written: () => [...drafts.values()].filter((item) => item !== undefined),
  };
}

function isBroken(write: Write | undefined, stored: Item | undefined): boolean {
  if (write === undefined || write.when === 'any') return false;
  return write.when === 'absent' ? stored !== undefined : stored?.v !== write.when.v;
}

function isIn({ pk, from, to }: Query, item: Item): boolean {
  return item.pk === pk && (from === undefined || item.sk >= from) && (to === undefined || item.sk <= to);
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\n${sk}`;
}
