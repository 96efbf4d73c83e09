import { createHash } from 'node:crypto';
import type { Instant } from '#core/json.ts';
import type { Table } from '#core/table.ts';
import { cutText } from '#core/text.ts';
import { bodyOf, toBody } from './case-items.ts';

/** Why a message could not be handled the last time. */
export interface Failure {
  /** In the words of the error; holds whatever was in the file, thus hostile. */
  reason: string;
  /** The kind of error and the file of Irene's code that it came from: the same for all messages that fail alike. */
  cause: string;
  at: Instant;
  receives: number;
  /** When it was first seen among the dead. */
  foundAt?: Instant;
  /** When ops were told that the message is dead. */
  toldAt?: Instant;
}

const keptSeconds = 30 * 86_400;

/** An id is whatever the queue gives; a key has its limits. */
function failureKey(messageId: string): { pk: string; sk: string } {
  return { pk: `fail#${createHash('sha256').update(messageId).digest('hex')}`, sk: 'fail' };
}

/** Keeps it for 30 days, in the place of the one before. */
export async function writeFailure(table: Table, messageId: string, failure: Failure): Promise<void> {
  const expires = Math.floor(Date.parse(failure.at) / 1000) + keptSeconds;
  await table.write([{ put: { ...failureKey(messageId), v: 1, body: toBody(failure), expires }, when: 'any' }]);
}

/** In the order of the ids, at most 100; undefined where none was noted: the process ended in the middle of its work. */
export async function readFailures(table: Table, messageIds: string[]): Promise<(Failure | undefined)[]> {
  if (messageIds.length === 0) return [];
  const items = await table.get(messageIds.map(failureKey));
  return items.map((item) => (item === undefined ? undefined : bodyOf<Failure>(item)));
}

export function failureOf(err: unknown, { at, receives }: { at: Instant; receives: number }): Failure {
  const reason = err instanceof Error ? `${err.name}: ${err.message}` : String(err);
  return { reason: cutText(reason, 1000), cause: causeOf(err), at, receives };
}

/**
 * Without the message, which differs from file to file and can be chosen by whoever wrote the file: it would make a
 * cause, and with it a call, of each.
 */
export function causeOf(err: unknown): string {
  if (!(err instanceof Error)) return 'something that is no error';
  const place = placeOf(err);
  const code = 'code' in err && typeof err.code === 'string' ? ` ${cutText(err.code, 40)}` : '';
  return `${cutText(err.name, 60)}${code}${place === undefined ? '' : ` in ${place}`}`;
}

/** The first frame of our own; the message stands before the frames and may look like one. */
function placeOf({ stack = '', message }: Error): string | undefined {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  return /^\s+at .*?(src\/[\w/-]+\.ts):\d+:\d+\)?$/m.exec(frames)?.[1];
}
