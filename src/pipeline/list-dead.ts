import type { Json } from '#core/json.ts';
import type { Table } from '#core/table.ts';
import type { Queue } from '#core/queue.ts';
import { readFailures, type Failure } from './failures.ts';
import { readLedger, type LedgerEntry } from './ledger.ts';
import { fileMessageOf, type FileMessage } from './save-file.ts';

/** A message that was given up. */
export interface DeadLetter {
  id: string;
  receives: number;
  body: Json;
  /** Undefined for a message that names no file. */
  file: FileMessage | undefined;
  /** Undefined when the process ended each time before it could say why. */
  failure: Failure | undefined;
}

/** How many failures one question to the table asks for. */
const batch = 100;

/** Every dead message, each once, with the reason that it failed with the last time. */
export async function* listDead({ queue, table }: { queue: Queue; table: Table }): AsyncGenerator<DeadLetter> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await queue.dead(cursor);
    // A queue may show a message on two pages.
    const fresh = page.items.filter(({ id }) => !seen.has(id));
    for (let from = 0; from < fresh.length; from += batch) {
      const some = fresh.slice(from, from + batch);
      const failures = await readFailures(
        table,
        some.map(({ id }) => id),
      );
      for (const [index, { id, receives, body }] of some.entries()) {
        seen.add(id);
        yield { id, receives, body, file: fileMessageOf(body), failure: failures[index] };
      }
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** What the ledger says of a dead letter's file: another message may have brought it through. */
export async function entryOf(table: Table, { file }: DeadLetter): Promise<LedgerEntry | undefined> {
  return file === undefined ? undefined : readLedger(table, file.key);
}
