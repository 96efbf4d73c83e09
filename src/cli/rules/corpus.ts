import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UnreadablePayload } from '#core/errors.ts';
import type { Keep, SourceRecord } from '#core/source.ts';
import { plainText } from '../plain-text.ts';
import { bytesOf, openRecords, sourceNames } from './open-records.ts';
import type { Progress } from './progress.ts';

/** One record of a file, with its place there: counted from 0, rejects too. */
export interface Found {
  file: string;
  index: number;
  record: SourceRecord;
}

export interface CorpusOptions {
  /** The source that reads the files, or `auto`; of each file, where they differ. */
  source: string | ((file: string) => string);
  /** The bytes of a file that lies elsewhere than on this machine. */
  open?: (file: string) => Promise<AsyncIterable<Uint8Array>>;
  /** Records that it says no to may be left out unread. */
  keep?: Keep;
  progress: Progress;
  /** Is told, in words, what cannot be read; the other files are read all the same. */
  onTrouble(file: string, problem: string): void;
}

/** How much was read. */
export interface CorpusTotals {
  files: number;
  records: number;
  rejects: number;
}

/** The files themselves, and those in the folders among them, by path; names with a dot in front are passed over. */
export async function filesOf(paths: readonly string[]): Promise<{ files: string[]; missing: string[] }> {
  const files: string[] = [];
  const missing: string[] = [];
  for (const path of paths) {
    const kind = await stat(path).catch(() => undefined);
    if (kind === undefined) missing.push(path);
    else if (kind.isDirectory()) files.push(...(await filesBelow(path)));
    else files.push(path);
  }
  return { files, missing };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** Calls `take` for each record of each file, in order, holding one at a time. */
export async function readCorpus(
  files: readonly string[],
  options: CorpusOptions,
  take: (found: Found) => void,
): Promise<CorpusTotals> {
  const totals: CorpusTotals = { files: 0, records: 0, rejects: 0 };
  for (const file of files) {
    totals.files += 1;
    const tell = (): void =>
      options.progress.tell(
        () => `${totals.files} of ${files.length} files, ${totals.records} records: ${plainText(file, 100)}`,
      );
    try {
      await readOne(file, options, { totals, take, tell });
    } catch (err) {
      options.onTrouble(file, problemOf(err));
    }
  }
  options.progress.end();
  return totals;
}

interface Taking {
  totals: CorpusTotals;
  take: (found: Found) => void;
  tell: () => void;
}

/** Throws UnreadablePayload with the place up to which it was read. */
async function readOne(
  file: string,
  { source, open, keep }: CorpusOptions,
  { totals, take, tell }: Taking,
): Promise<void> {
  const bytes = await (open?.(file) ?? bytesOf(file));
  const about = { name: file, source: typeof source === 'string' ? source : source(file) };
  const reading = await openRecords(bytes, about, keep);
  if (reading.source === undefined) throw new UnreadablePayload(noSource(reading.sample));
  let read = 0;
  try {
    for await (const one of reading.reads) {
      if ('record' in one) take({ file, index: read + (reading.skipped?.() ?? 0), record: one.record });
      else totals.rejects += 1;
      if ('record' in one) totals.records += 1;
      read += 1;
      tell();
    }
  } catch (err) {
    const before = read + (reading.skipped?.() ?? 0);
    if (!(err instanceof UnreadablePayload) || before === 0) throw err;
    throw new UnreadablePayload(`broken behind record ${before - 1}: ${err.message}`, { cause: err });
  } finally {
    totals.records += reading.skipped?.() ?? 0;
  }
}

function noSource(sample: string): string {
  const known = sourceNames.join(', ');
  return `no source reads this (there are ${known}); it begins with ${plainText(sample, 80)}`;
}

/** Throws what is a bug and no trouble with a file. */
function problemOf(err: unknown): string {
  if (err instanceof UnreadablePayload) return plainText(err.message, 400);
  if (!(err instanceof Error && 'code' in err)) throw err;
  return err.code === 'EISDIR' ? 'is a folder' : plainText(err.message, 400);
}
