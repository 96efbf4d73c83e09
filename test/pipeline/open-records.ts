import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { UnreadablePayload } from '#core/errors.ts';
import type { OpenFile, Read, SourceRecord } from '#core/source.ts';

/** Reads files whose lines are records as sources make them, so that a test needs no source; `broken` ends a file. */
export const openRecords: OpenFile = async (bytes, source) => {
  const lines = (await text(Readable.from(bytes))).split('\n').filter((line) => line !== '');
  return { source: source === 'auto' ? 'records' : source, sample: '', reads: readsOf(lines) };
};

async function* readsOf(lines: string[]): AsyncGenerator<Read> {
  for (const [index, line] of lines.entries()) {
    if (line === 'broken') throw new UnreadablePayload('broken in the middle');
    if (line === 'bad') yield { reject: { index, reason: 'no record' } };
    else yield { record: JSON.parse(line) as SourceRecord };
  }
}

/** A file of these records. */
export function fileOf(records: SourceRecord[]): string {
  return records.map((record) => JSON.stringify(record)).join('\n');
}
