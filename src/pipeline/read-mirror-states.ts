import { everyItem, type Item, type Table } from '#core/table.ts';
import { bodyOf, caseKey, type MirrorState } from './case-items.ts';

/** What each mirror has shown of a case, with the item that it lies in. */
export async function readMirrorStates(table: Table, caseId: string): Promise<{ item: Item; state: MirrorState }[]> {
  const range = { pk: caseKey(caseId).pk, from: 'mirror#', to: 'mirror#\uFFFF' };
  return Array.fromAsync(everyItem(table, range), (item) => ({ item, state: bodyOf<MirrorState>(item) }));
}
