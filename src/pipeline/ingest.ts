import type { Feed } from '#core/arrivals.ts';
import type { Instant } from '#core/json.ts';
import type { Trouble } from '#core/ops.ts';
import type { Context } from './context.ts';
import { noteArrivals, type Feeds } from './note-arrivals.ts';
import { enterReading, readLedger, type LedgerEntry } from './ledger.ts';
import { readWholeFile } from './read-whole-file.ts';
import type { FileMessage } from './save-file.ts';
import { tellOps } from './tell-ops.ts';

/**
 * Reads one saved file and handles every record in it, then enters the file in the ledger. Safe to run again: a file
 * that needs no other reading is left alone, any other is read anew, and alerts that were recorded before are known.
 * Throws between two records, and enters nothing, when `signal` aborts.
 */
export async function ingest(context: Context, message: FileMessage, signal?: AbortSignal): Promise<LedgerEntry> {
  const before = await readLedger(context.table, message.key);
  if (before !== undefined && isSettled(before, message)) return before;
  // Records without a time are taken as of then: another time would make other occurrences of them.
  const receivedAt = before?.receivedAt ?? message.receivedAt;
  const { ledger, sample, feeds, rules } = await readWholeFile(context, { ...message, receivedAt }, signal);
  await rules.shadow.keep(context.table, ledger);
  await rules.cap.tell(context, ledger.key);
  const trouble = troubleOf(ledger, sample, message.receivedAt);
  if (trouble !== undefined) await tellOps(context, trouble);
  const entry = await enterReading(context.table, { ...ledger, finishedAt: context.now().toISOString() });
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
