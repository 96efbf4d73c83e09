import { UnreadablePayload } from '#core/errors.ts';
import type { Context } from './context.ts';
import { handleReads, keptReasons, type FileWork, type ReadContext } from './handle-reads.ts';
import type { LedgerEntry } from './ledger.ts';
import { createFeeds } from './note-arrivals.ts';
import { createRuleWork } from './rule-work.ts';
import type { FileMessage } from './save-file.ts';

/** A file that was read, as far as it could be. */
export interface ReadFile extends FileWork {
  /** The first characters of a file that nobody reads. */
  sample: string;
}

/** Reads one saved file and handles every record in it. Throws between two records when `signal` aborts. */
export async function readWholeFile(
  context: ReadContext & Pick<Context, 'blobs' | 'openFile'>,
  message: FileMessage,
  signal?: AbortSignal,
): Promise<ReadFile> {
  const ledger = emptyEntry(message);
  const rules = createRuleWork(context, { isReplay: message.replay === true });
  const file: ReadFile = { ledger, feeds: createFeeds(), rules, news: [], sample: '' };
  const bytes = await context.blobs.get(message.key);
  try {
    if (bytes === undefined) throw new UnreadablePayload('the saved file is not in the store any more');
    const about = { key: message.key, receivedAt: message.receivedAt };
    const reading = await context.openFile(bytes, message.source, about, rules.keep);
    file.sample = reading.sample;
    if (reading.source === undefined) ledger.state = 'unknown_source';
    else ledger.source = reading.source;
    await handleReads(context, reading, file, signal);
  } catch (err) {
    if (!(err instanceof UnreadablePayload)) throw err;
    ledger.state = 'unreadable';
    ledger.reasons = [err.message, ...ledger.reasons].slice(0, keptReasons);
  } finally {
    bytes?.destroy();
  }
  if (rules.cap.held() > 0) ledger.held = rules.cap.held();
  return file;
}

function emptyEntry({ key, source, receivedAt }: FileMessage): LedgerEntry {
  const counts = { records: 0, alerts: 0, recorded: 0, known: 0, rejected: 0 };
  return { key, source, state: 'handled', receivedAt, finishedAt: receivedAt, ...counts, reasons: [] };
}
