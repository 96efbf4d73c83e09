import type { Instant } from '#core/json.ts';
import { everyItem, hourOf, type Table } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { finishedFilesPk, isWhole, withEntries, type LedgerEntry } from './ledger.ts';
import { listDead } from './list-dead.ts';
import { savedFiles, type SavedFile } from './saved-files.ts';

/**
 * What became of everything that was saved in a span of time. It adds up when
 * `received = handled + unreadable + unknown + discarded + dead + waiting` and
 * `records = recorded + known + events + resources + rejected`.
 */
export interface Account {
  /** Files in the store. */
  received: number;
  /** By their entry in the ledger. */
  handled: number;
  unreadable: number;
  unknown: number;
  discarded: number;
  /** Without an entry: those with a dead message, and those that came or were saved anew a short while ago. */
  dead: number;
  waiting: number;
  /** Since when the oldest of those waits. */
  waitingSince?: Instant;
  /** All dead messages, whenever their files came, and those of files that another message brought through. */
  deadMessages: number;
  /** Of the files above that have an entry. */
  records: number;
  recorded: number;
  known: number;
  events: number;
  resources: number;
  rejected: number;
  /** Alerts that rules have made of events and resources, and those that they were kept from making. */
  fired: number;
  held: number;
  /** Files with neither entry nor dead message that should have had one for long. */
  missing: string[];
  /** Files with an entry whose records do not add up. */
  miscounted: string[];
  /** Files with an entry that are not in the store any more. */
  gone: string[];
}

/** A file that is still without an entry then may have been forgotten: the hourly look has come by twice. */
const patienceMs = 2 * 3_600_000;
const hourMs = 3_600_000;
/** The clock of a store may run behind ours, so a file can look older than its entry says. */
const skewMs = 10 * 60_000;

/** The account of the files that were saved since `since`. Reads the list of the whole store. */
export async function accountFiles(
  context: Pick<Context, 'table' | 'blobs' | 'queue' | 'now'>,
  since: Instant,
): Promise<Account> {
  const now = context.now().toISOString();
  const dead = new Set<string>();
  const account = emptyAccount();
  for await (const { file } of listDead(context)) {
    account.deadMessages += 1;
    if (file !== undefined) dead.add(file.key);
  }
  // Before the list of files: what is entered after it is not missed in it.
  const entered = await enteredSince(context.table, since, now);
  for await (const { file, entry } of withEntries(context.table, filesSince(context, since))) {
    entered.delete(file.key);
    account.received += 1;
    if (entry !== undefined) addEntry(account, entry);
    else if (dead.has(file.key)) account.dead += 1;
    else if (file.savedAt > new Date(Date.parse(now) - patienceMs).toISOString()) addWaiting(account, file);
    else account.missing.push(file.key);
  }
  account.gone.push(...entered);
  return account;
}

export function addsUp({ missing, miscounted, gone, ...sums }: Account): boolean {
  const files = sums.handled + sums.unreadable + sums.unknown + sums.discarded + sums.dead + sums.waiting;
  const records = sums.recorded + sums.known + sums.events + sums.resources + sums.rejected;
  const isComplete = missing.length === 0 && miscounted.length === 0 && gone.length === 0;
  return isComplete && sums.received === files && sums.records === records;
}

function emptyAccount(): Account {
  const files = {
    received: 0,
    handled: 0,
    unreadable: 0,
    unknown: 0,
    discarded: 0,
    dead: 0,
    waiting: 0,
    deadMessages: 0,
  };
  const records = { records: 0, recorded: 0, known: 0, events: 0, resources: 0, rejected: 0, fired: 0, held: 0 };
  return { ...files, ...records, missing: [], miscounted: [], gone: [] };
}

function addWaiting(account: Account, { savedAt }: SavedFile): void {
  account.waiting += 1;
  if (account.waitingSince === undefined || savedAt < account.waitingSince) account.waitingSince = savedAt;
}

function addEntry(account: Account, entry: LedgerEntry): void {
  account[entry.state === 'unknown_source' ? 'unknown' : entry.state] += 1;
  account.records += entry.records;
  account.recorded += entry.recorded;
  account.known += entry.known;
  account.events += entry.events ?? 0;
  account.resources += entry.resources ?? 0;
  account.rejected += entry.rejected;
  account.fired += entry.fired ?? 0;
  account.held += entry.held ?? 0;
  if (!isWhole(entry)) account.miscounted.push(entry.key);
}

async function* filesSince({ blobs }: Pick<Context, 'blobs'>, since: Instant): AsyncGenerator<SavedFile> {
  for await (const file of savedFiles(blobs)) if (file.savedAt >= since) yield file;
}

/** Keys of the files that the ledger says came and were finished in the span: each must be in the store. */
async function enteredSince(table: Table, since: Instant, now: Instant): Promise<Set<string>> {
  const keys = new Set<string>();
  const surely = new Date(Date.parse(since) + skewMs).toISOString();
  for (let hour = Math.floor(Date.parse(since) / hourMs) * hourMs; hour <= Date.parse(now); hour += hourMs) {
    const pk = finishedFilesPk(hourOf(new Date(hour).toISOString()));
    for await (const item of everyItem(table, { pk, index: 'changes' })) {
      const { key, receivedAt } = bodyOf<LedgerEntry>(item);
      if (receivedAt >= surely && key.startsWith('files/')) keys.add(key);
    }
  }
  return keys;
}
