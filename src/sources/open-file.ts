import { UnreadablePayload } from '#core/errors.ts';
import type { FileInfo, FileReading, OpenFile, Read, Source } from '#core/source.ts';
import { inflate } from './reading/inflate.ts';
import { jsonValues } from './reading/json-values.ts';
import { defaultLimits } from './reading/limits.ts';
import type { FileLimits } from './reading/limits.ts';
import type { Parsed } from './reading/parse-json.ts';
import { skim } from './reading/skim.ts';
import type { Part } from './reading/skim.ts';
import { createOneLarge } from './reading/one-large.ts';
import { peek } from '#core/peek.ts';

/** So much of a file is shown to the sources before Irene says that nobody knows its kind. */
const firstParts = 20;
const firstBytes = 1024 * 1024;
const sampleCharacters = 200;
/** Files up to here are read side by side. */
const smallBytes = 128 * 1024;

/**
 * Makes the opener of files for these sources (see `OpenFile`). Each read's index counts the parts of the file, records
 * and rejects alike, from 0. Iterate `reads` to its end or leave the loop: either releases `bytes`.
 */
export function createOpenFile(sources: readonly Source[], limits: Partial<FileLimits> = {}): OpenFile {
  const all = { ...defaultLimits, ...limits };
  const oneLarge = createOneLarge(smallBytes);
  return async (bytes, sourceName, about, keep) => {
    const { head, whole } = await peek(oneLarge(inflate(bytes, all)), sampleCharacters * 4 + 3);
    const named = sources.filter((each) => sourceName === 'auto' || each.name === sourceName);
    const skimmed = keep && ((document: Uint8Array) => skim(named, document, keep, all));
    const parts = jsonValues(withoutByteOrderMark(whole), all, skimmed);
    const { source, seen } = await findSource(sources, sourceName, parts);
    if (source === undefined) await parts.return(undefined);
    const count = { skipped: 0 };
    const reads = source === undefined ? nothing() : readsOf(source, counted(chain(seen, parts), count), about, all);
    return { source: source?.name, sample: sampleOf(head), reads, skipped: () => count.skipped } satisfies FileReading;
  };
}

/** The source, and the parts that were looked at to find it: they are still to be read. */
async function findSource(
  sources: readonly Source[],
  name: string,
  parts: AsyncGenerator<Part>,
): Promise<{ source: Source | undefined; seen: Part[] }> {
  const seen: Part[] = [];
  for (let bytes = 0; seen.length < firstParts && bytes < firstBytes; ) {
    const next = await parts.next();
    if (next.done === true) break;
    const part = next.value;
    seen.push(part);
    if (name !== 'auto') return { source: sources.find((source) => source.name === name), seen };
    if (!('value' in part)) continue;
    const source = sources.find((each) => each.recognises(part.value));
    if (source !== undefined) return { source, seen };
    bytes += part.bytes;
  }
  return { source: undefined, seen };
}

async function* readsOf(
  source: Source,
  parts: AsyncIterable<Part>,
  about: FileInfo,
  limits: FileLimits,
): AsyncGenerator<Read> {
  let index = 0;
  let rejects = 0;
  let empties = 0;
  for await (const part of parts) {
    if ('skipped' in part) {
      index += part.skipped;
      continue;
    }
    const before = index;
    for (const read of readsOfPart(source, part, about)) {
      if ('reject' in read) rejects += 1;
      if (rejects > limits.rejects) throw tooManyRejects(limits, read);
      yield 'reject' in read ? { reject: { index, reason: read.reject.reason } } : read;
      index += 1;
    }
    if (index === before) empties += 1;
    if (empties > limits.rejects)
      throw new UnreadablePayload(`over ${limits.rejects} parts of the file are empty lists`);
  }
}

/** A source that stumbles over a record has a bug; the record is a reject, and those behind it are read all the same. */
function* readsOfPart(source: Source, part: Parsed, about: FileInfo): Generator<Read> {
  if ('problem' in part) return yield { reject: { index: 0, reason: part.problem } };
  try {
    yield* source.read(part.value, about);
  } catch (error) {
    yield {
      reject: {
        index: 0,
        reason: `the source ${source.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      },
    };
  }
}

async function* counted(parts: AsyncIterable<Part>, count: { skipped: number }): AsyncGenerator<Part> {
  for await (const part of parts) {
    if ('skipped' in part) count.skipped += part.skipped;
    yield part;
  }
}

async function* chain(seen: Part[], rest: AsyncGenerator<Part>): AsyncGenerator<Part> {
  try {
    yield* seen;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function tooManyRejects(limits: FileLimits, newest: Read): UnreadablePayload {
  const reason = 'reject' in newest ? newest.reject.reason : '';
  return new UnreadablePayload(`over ${limits.rejects} parts of the file are no records, the newest: ${reason}`);
}

async function* nothing(): AsyncGenerator<Read> {}

/** UTF-8's mark at the very beginning, which some editors leave there and JSON does not know. */
async function* withoutByteOrderMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, whole } = await peek(chunks, 3);
  let skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  for await (const chunk of whole) {
    yield chunk.subarray(skip);
    skip = 0;
  }
}

function sampleOf(head: Uint8Array): string {
  return Array.from(new TextDecoder().decode(head)).slice(0, sampleCharacters).join('');
}
