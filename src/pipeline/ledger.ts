import type { Instant } from '#core/json.ts';
import { hourOf, type Item, type Table, type Write } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';
import { untilSaved } from './save-case.ts';

/**
 * What became of one file. `records = recorded + known + events + resources + rejected`, whatever the state, and
 * `alerts = recorded + known`. Read again, a file keeps its entry: `recorded` is then what all its readings have brought.
 */
export interface LedgerEntry {
  key: string;
  source: string;
  /** `discarded`: a person has decided that nobody reads it. */
  state: 'handled' | 'unreadable' | 'unknown_source' | 'discarded';
  /** When the file came first: the time of records that carry none, thus the same in every reading. */
  receivedAt: Instant;
  finishedAt: Instant;
  records: number;
  alerts: number;
  /** New occurrences. */
  recorded: number;
  /** Occurrences that were known before. */
  known: number;
  rejected: number;
  /** Lines of an audit log, and resources as they were configured; absent in entries of before there were rules for them. */
  events?: number;
  resources?: number;
  /** Alerts that rules have made of these, without those that were known. */
  fired?: number;
  /** Alerts that a rule was kept from making, because it made too many. */
  held?: number;
  /** The first rejects, and why the file was unreadable. */
  reasons: string[];
  /** Only when discarded. */
  discarded?: { by: string; why: string };
}

/** How many items one question to the table asks for. */
const batch = 100;

function ledgerKey(key: string): { pk: string; sk: string } {
  return { pk: `file#${key}`, sk: 'ledger' };
}

export async function readLedger(table: Table, key: string): Promise<LedgerEntry | undefined> {
  const [item] = await table.get([ledgerKey(key)]);
  return item === undefined ? undefined : bodyOf<LedgerEntry>(item);
}

/** Each of `files` with its entry, if it has one. */
export async function* withEntries<T extends { key: string }>(
  table: Table,
  files: AsyncIterable<T> | Iterable<T>,
): AsyncGenerator<{ file: T; entry: LedgerEntry | undefined }> {
  let waiting: T[] = [];
  for await (const file of files) {
    waiting.push(file);
    if (waiting.length < batch) continue;
    yield* entriesOf(table, waiting);
    waiting = [];
  }
  yield* entriesOf(table, waiting);
}

async function* entriesOf<T extends { key: string }>(
  table: Table,
  files: T[],
): AsyncGenerator<{ file: T; entry: LedgerEntry | undefined }> {
  if (files.length === 0) return;
  const items = await table.get(files.map(({ key }) => ledgerKey(key)));
  for (const [index, file] of files.entries()) {
    const item = items[index];
    yield { file, entry: item === undefined ? undefined : bodyOf<LedgerEntry>(item) };
  }
}

/** Partition of the feed that holds the files finished in this hour. */
export function finishedFilesPk(hour: string): string {
  return `files#${hour}`;
}

/**
 * Enters what a reading has brought, together with what was entered before, also meanwhile: two processes may read the
 * same file. Returns the entry.
 */
export function enterReading(table: Table, now: LedgerEntry): Promise<LedgerEntry> {
  return untilSaved(`the ledger of ${now.key}`, async () => {
    const [item] = await table.get([ledgerKey(now.key)]);
    const entry = item === undefined ? now : withEarlier(bodyOf<LedgerEntry>(item), now);
    const write: Write =
      item === undefined
        ? { put: ledgerItem(entry, 1), when: 'absent' }
        : { put: ledgerItem(entry, item.v + 1), when: { v: item.v } };
    const { conflicts } = await table.write([write]);
    return conflicts.length === 0 ? entry : undefined;
  });
}

/** What an earlier reading has recorded is known to this one, and was brought by the file all the same. */
function withEarlier(before: LedgerEntry, now: LedgerEntry): LedgerEntry {
  const recorded = Math.min(now.alerts, before.recorded + now.recorded);
  const fired = (before.fired ?? 0) + (now.fired ?? 0);
  return { ...now, recorded, known: now.alerts - recorded, ...(now.fired === undefined ? {} : { fired }) };
}

/** Whether every record of the file is counted as what became of it. */
export function isWhole({ records, recorded, known, rejected, events = 0, resources = 0 }: LedgerEntry): boolean {
  return records === recorded + known + rejected + events + resources;
}

/** False when the file has an entry already, which stays. */
export async function enterOnce(table: Table, entry: LedgerEntry): Promise<boolean> {
  const { conflicts } = await table.write([{ put: ledgerItem(entry, 1), when: 'absent' }]);
  return conflicts.length === 0;
}

function ledgerItem(entry: LedgerEntry, v: number): Item {
  return {
    ...ledgerKey(entry.key),
    v,
    body: toBody(entry),
    changes: { pk: finishedFilesPk(hourOf(entry.finishedAt)), sk: `${entry.finishedAt}#${entry.key}` },
  };
}
