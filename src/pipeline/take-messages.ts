import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from '#core/queue.ts';
import { createAtOnce } from './at-once.ts';
import type { Context } from './context.ts';
import { failureOf, writeFailure } from './failures.ts';
import { ingest } from './ingest.ts';
import { fileMessageOf, type FileMessage } from './save-file.ts';

/** So long a file rests after its reader has died. */
const visibleAgainSeconds = 30;
const keepAliveMs = 10_000;

/** Takes files off the queue and reads them, several at a time, until `signal` aborts; those in work are then given back soon. */
export async function takeMessages(context: Context, signal: AbortSignal): Promise<void> {
  const works = createAtOnce(context.atOnce.files);
  while (!signal.aborted) {
    try {
      const messages = await context.queue.receive(await works.room(), 5, signal);
      for (const message of messages) works.begin(() => takeMessage(context, message, signal));
    } catch (err) {
      context.log.error({ err }, 'queue cannot be read');
      await wait(1000, undefined, { signal }).catch(() => undefined);
    }
  }
  await works.end();
}

/**
 * A failure is noted and gives the message back, later each time; after 5 receives the queue moves it to the dead ones.
 */
async function takeMessage(context: Context, message: Message, signal: AbortSignal): Promise<void> {
  const files = filesIn(context, message);
  const keepAlive = setInterval(() => void keep(context, message), keepAliveMs);
  try {
    if (files === undefined) throw new Error('the message names no saved file');
    for (const file of files) await ingest(context, file, signal);
    await context.queue.done([message]);
  } catch (err) {
    if (signal.aborted) {
      if (await comeAgain(context, message, 1))
        context.log.info({ message: message.id }, 'message given back, irene is stopping');
      return;
    }
    context.log.error(
      { err, keys: files?.map(({ key }) => key), receives: message.receives },
      'file could not be handled, it comes again',
    );
    await note(context, message, err);
    await comeAgain(context, message, Math.min(600, 10 * 2 ** message.receives));
  } finally {
    clearInterval(keepAlive);
  }
}

/** What was recorded is known by then. False when this cannot be said to the queue: it comes when its time is over. */
async function comeAgain({ queue, log }: Context, message: Message, seconds: number): Promise<boolean> {
  try {
    await queue.extend(message, seconds);
    return true;
  } catch (err) {
    log.warn({ err, message: message.id }, 'message could not be given back');
    return false;
  }
}

/** Irene's own message names one file; a notice of the store may name several, or none that is news. */
function filesIn({ readNotice }: Context, { body }: Message): FileMessage[] | undefined {
  const own = fileMessageOf(body);
  return own === undefined ? readNotice(body) : [own];
}

/** A store that takes no note must not keep the message from being given back. */
async function note({ table, now, log }: Context, { id, receives }: Message, failure: unknown): Promise<void> {
  try {
    await writeFailure(table, id, failureOf(failure, { at: now().toISOString(), receives }));
  } catch (err) {
    log.warn({ err, message: id }, 'why the message failed could not be noted');
  }
}

async function keep(context: Context, message: Message): Promise<void> {
  try {
    await context.queue.extend(message, visibleAgainSeconds);
  } catch (err) {
    context.log.warn({ err, message: message.id }, 'message could not be kept invisible');
  }
}
