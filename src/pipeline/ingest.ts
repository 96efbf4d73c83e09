import type { Alert } from '#core/alert.ts';
import { UnreadablePayload } from '#core/errors.ts';
import type { Feed } from '#core/arrivals.ts';
import type { Instant } from '#core/json.ts';
import type { Trouble } from '#core/ops.ts';
import type { FileReading } from '#core/source.ts';
import { cutText } from '#core/text.ts';
import { createAtOnce } from './at-once.ts';
import type { Context } from './context.ts';
import { giveWay } from './give-way.ts';
import { handleAlerts } from './handle-alert.ts';
import { createFeeds, noteArrivals, type Feeds } from './note-arrivals.ts';
import { enterReading, readLedger, type LedgerEntry } from './ledger.ts';
import type { FileMessage } from './save-file.ts';
import { tellOps } from './tell-ops.ts';

const keptReasons = 20;

/**
 * Reads one saved file and handles every alert in it, then enters the file in the ledger. Safe to run again: a file
 * that needs no other reading is left alone, any other is read anew, and alerts that were recorded before are known.
 * Throws between two records, and enters nothing, when `signal` aborts.
 */
export async function ingest(context: Context, message: FileMessage, signal?: AbortSignal): Promise<LedgerEntry> {
  const before = await readLedger(context.table, message.key);
  if (before !== undefined && isSettled(before, message)) return before;
  // Records without a time are taken as of then: another time would make other occurrences of them.
  const receivedAt = before?.receivedAt ?? message.receivedAt;
  const { ledger, sample, feeds } = await readAndHandle(context, { ...message, receivedAt }, signal);
  const trouble = troubleOf(ledger, sample, message.receivedAt);
  if (trouble !== undefined) await tellOps(context, trouble);
  const entry = await enterReading(context.table, ledger);
  // A file that is read once more has not just come.
  if (message.replay !== true) await noteArrivals(context, feedsOf(entry, feeds));
  context.log.info({ ...entry }, 'file read');
  return entry;
}

function feedsOf({ state, source }: LedgerEntry, feeds: Feeds): Feed[] {
  return state === 'handled' ? [...feeds.all(), { source }] : feeds.all();
}

/** Read whole, or discarded after this message was sent: whoever saves the file anew wants it read. */
function isSettled(before: LedgerEntry, message: FileMessage): boolean {
  if (message.replay === true) return false;
  if (before.state === 'discarded') return message.receivedAt <= before.finishedAt;
  return before.state === 'handled' && before.rejected === 0;
}

async function readAndHandle(
  context: Context,
  message: FileMessage,
  signal: AbortSignal | undefined,
): Promise<{ ledger: LedgerEntry; sample: string; feeds: Feeds }> {
  const ledger = emptyEntry(message);
  const feeds = createFeeds();
  let sample = '';
  const bytes = await context.blobs.get(message.key);
  try {
    if (bytes === undefined) throw new UnreadablePayload('the saved file is not in the store any more');
    const reading = await context.openFile(bytes, message.source, { key: message.key, receivedAt: message.receivedAt });
    sample = reading.sample;
    if (reading.source === undefined) ledger.state = 'unknown_source';
    else ledger.source = reading.source;
    await handleReads(context, reading, { ledger, feeds }, signal);
  } catch (err) {
    if (!(err instanceof UnreadablePayload)) throw err;
    ledger.state = 'unreadable';
    ledger.reasons = [err.message, ...ledger.reasons].slice(0, keptReasons);
  } finally {
    bytes?.destroy();
  }
  return { ledger: { ...ledger, finishedAt: context.now().toISOString() }, sample, feeds };
}

function emptyEntry({ key, source, receivedAt }: FileMessage): LedgerEntry {
  const counts = { records: 0, alerts: 0, recorded: 0, known: 0, rejected: 0 };
  return { key, source, state: 'handled', receivedAt, finishedAt: receivedAt, ...counts, reasons: [] };
}

/**
 * Alerts are handled many at a time, so that one wait for the store serves them all; while some are, the next are read.
 * Those before the place where a file turns out to be broken are handled too.
 */
async function handleReads(
  context: Context,
  reading: FileReading,
  { ledger, feeds }: { ledger: LedgerEntry; feeds: Feeds },
  signal: AbortSignal | undefined,
): Promise<void> {
  const works = createAtOnce(1);
  let waiting: Alert[] = [];
  try {
    for await (const read of reading.reads) {
      await giveWay();
      signal?.throwIfAborted();
      ledger.records += 1;
      if ('reject' in read) {
        noteReject(ledger, read.reject);
        continue;
      }
      feeds.add(read.record.alert);
      waiting.push(read.record.alert);
      if (waiting.length < context.atOnce.alerts) continue;
      await works.room();
      works.begin(handling(context, waiting, ledger));
      waiting = [];
    }
  } finally {
    if (signal?.aborted !== true) works.begin(handling(context, waiting, ledger));
    await works.end();
  }
}

function handling(context: Context, alerts: Alert[], ledger: LedgerEntry): () => Promise<void> {
  return async () => {
    const { recorded, known } = await handleAlerts(context, alerts);
    ledger.alerts += recorded + known;
    ledger.recorded += recorded;
    ledger.known += known;
  };
}

function noteReject(ledger: LedgerEntry, { index, reason }: { index: number; reason: string }): void {
  ledger.rejected += 1;
  if (ledger.reasons.length < keptReasons) ledger.reasons.push(`record ${index}: ${cutText(reason, 300)}`);
}

/** What the ops channel should hear of this file, if anything. All files of one source with the same trouble are one case. */
function troubleOf(entry: LedgerEntry, sample: string, at: Instant): Trouble | undefined {
  const common = { about: entry.source, occurrence: entry.key, at };
  const file = { label: 'File', value: entry.key };
  const again = { label: 'After a fix', value: `The file is kept: irene replay --key ${entry.key}` };
  if (entry.state === 'unreadable') {
    const facts = [file, { label: 'Reason', value: entry.reasons[0] ?? 'unknown' }, again];
    return { ...common, kind: 'unreadable-file', title: `A file of ${entry.source} could not be read`, facts };
  }
  if (entry.state === 'unknown_source') {
    // One case for all of them: whoever may send files could else open as many as there are names.
    const facts = [{ label: 'Source', value: entry.source }, file, { label: 'It begins with', value: sample }, again];
    return { ...common, about: 'unknown source', kind: 'unknown-source', title: 'No source reads this file', facts };
  }
  if (entry.rejected === 0) return undefined;
  const facts = [
    file,
    { label: 'Rejected', value: `${entry.rejected} of ${entry.records}` },
    { label: 'First reasons', value: entry.reasons.slice(0, 3).join('; ') },
    again,
  ];
  return {
    ...common,
    kind: 'rejected-records',
    title: `Some records of ${entry.source} could not be read`,
    facts,
    severity: 'medium',
  };
}
