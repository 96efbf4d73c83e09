import { toBody } from './case-items.ts';
import type { ChosenFile } from './choose-files.ts';
import type { Context } from './context.ts';
import type { FileMessage } from './save-file.ts';

const batch = 100;

/**
 * Queues saved files to be read once more, also those that the ledger calls handled; a running Irene reads them.
 * What they brought before is known and counts no second time.
 */
export async function replay({ queue }: Pick<Context, 'queue'>, files: ChosenFile[]): Promise<number> {
  for (let from = 0; from < files.length; from += batch) {
    await queue.send(files.slice(from, from + batch).map((file) => toBody(messageOf(file))));
  }
  return files.length;
}

function messageOf({ key, source, receivedAt }: ChosenFile): FileMessage {
  return { key, source, receivedAt, replay: true };
}
