import { TemporaryFailure } from '#core/errors.ts';
import type { Item, Key, Query, Table, Write } from '#core/table.ts';
import { checkBatch } from '#store/check-batch.ts';

/** What goes wrong at the next calls: nothing, or a failure before or after the write is done. */
export type Fault = 'none' | 'before' | 'after';

/** A table that is a Map, for runs by the thousand; `faults` are used up, one a call. */
export function aMapTable(faults: () => Fault = () => 'none'): Table & { items: Map<string, string> } {
  const items = new Map<string, string>();
  const find = (key: Key): Item | undefined => {
    const text = items.get(nameOf(key));
    return text === undefined ? undefined : (JSON.parse(text) as Item);
  };
  return {
    items,
    async get(keys) {
      fail(faults(), 'before');
      return keys.map(find);
    },
    async query(query) {
      const all = [...items.values()].map((text) => JSON.parse(text) as Item).filter((item) => isIn(item, query));
      const sorted = all.toSorted((a, b) => (placeIn(a, query) < placeIn(b, query) ? -1 : 1));
      const from = Number(query.cursor ?? 0);
      const page = (query.newestFirst === true ? sorted.toReversed() : sorted).slice(from, from + query.limit);
      return page.length < query.limit ? { items: page } : { items: page, cursor: String(from + query.limit) };
    },
    async write(batch) {
      checkBatch(batch);
      const fault = faults();
      fail(fault, 'before');
      const keyOf = (write: Write): Key => ('put' in write ? write.put : write.remove);
      const conflicts = batch.filter((write) => !isMet(find(keyOf(write)), write.when)).map(keyOf);
      for (const write of conflicts.length > 0 ? [] : batch) {
        if ('put' in write) items.set(nameOf(write.put), JSON.stringify(write.put));
        else items.delete(nameOf(write.remove));
      }
      fail(fault, 'after');
      return { conflicts };
    },
  };
}

function fail(fault: Fault, when: Fault): void {
  if (fault === when) throw new TemporaryFailure(`the table failed ${when} its work`);
}

function isMet(stored: Item | undefined, when: Write['when']): boolean {
  if (when === 'any') return true;
  return stored?.v === (when === 'absent' ? undefined : when.v);
}

function isIn(item: Item, { pk, index, from, to }: Query): boolean {
  const place = index === undefined ? item : item[index];
  return place?.pk === pk && (from === undefined || place.sk >= from) && (to === undefined || place.sk <= to);
}

function placeIn(item: Item, { index }: Query): string {
  return (index === undefined ? item : item[index])?.sk ?? '';
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\n${sk}`;
}
