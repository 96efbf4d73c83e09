import { boundAlert, occurrenceIdOf } from '#core/alert.ts';
import { UnreadablePayload } from '#core/errors.ts';
import type { Policy } from '#core/policy.ts';
import { recordFinding } from '#core/record-finding.ts';
import type { FileReading } from '#core/source.ts';
import { judge } from '#rules/judge.ts';
import { sources } from '#sources/list.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { countRecords } from './count-records.ts';
import type { Input } from './make-input.ts';

/** What became of one input. `records` and `rejects` are those before its end, also where it was refused in the middle. */
export interface Tried {
  end: 'read' | 'unreadable' | 'unknown' | 'crashed';
  records: number;
  rejects: number;
  /** The records that are neither: what was lost in silence. */
  missing: number;
  /** Why it crashed, or a source stumbled over a record. */
  trouble?: string;
}

const open = createOpenFile(sources);
const receivedAt = '2026-06-01T00:00:00.000Z';
const pieceBytes = 16_384;
const noRules = { severities: [], closes: [], identities: [], silences: [] };

/** Reads the input as the pipeline does, and judges and records each alert. Throws nothing. */
export async function tryInput(input: Input, policy: Policy): Promise<Tried> {
  const tried: Tried = { end: 'read', records: 0, rejects: 0, missing: 0 };
  try {
    const reading = await open(inPieces(input.bytes), input.source, { key: 'fuzz', receivedAt });
    await readAll(reading, tried, policy);
    if (reading.source === undefined) return { ...tried, end: 'unknown' };
    return { ...tried, missing: missingIn(input, reading.source, tried) };
  } catch (err) {
    if (err instanceof UnreadablePayload) return { ...tried, end: 'unreadable' };
    return { ...tried, end: 'crashed', trouble: err instanceof Error ? (err.stack ?? err.message) : String(err) };
  }
}

async function readAll({ reads }: FileReading, tried: Tried, policy: Policy): Promise<void> {
  for await (const read of reads) {
    if ('reject' in read) {
      tried.rejects += 1;
      if (/^the source \S+ failed: /.test(read.reject.reason)) tried.trouble = read.reject.reason;
      continue;
    }
    tried.records += 1;
    if (read.record.kind !== 'alert') continue;
    const alert = boundAlert(read.record.alert);
    occurrenceIdOf(alert);
    recordFinding(undefined, judge({ alert, now: 0 }, { ...noRules, policy }).finding, receivedAt);
  }
}

function missingIn({ text, isLines }: Input, source: string, { records, rejects }: Tried): number {
  if (text === undefined) return 0;
  const { atLeast, isExact } = countRecords(text, source, isLines);
  const found = records + rejects;
  return isExact ? Math.abs(atLeast - found) : Math.max(0, atLeast - found);
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
}
