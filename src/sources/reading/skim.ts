import type { Keep, Source } from '#core/source.ts';
import type { FileLimits } from './limits.ts';
import { askInBlocks } from './ask-in-blocks.ts';
import { parseJson } from './parse-json.ts';
import type { Parsed } from './parse-json.ts';

/** A part of a file, or so many records that nobody wants. */
export type Part = Parsed | { skipped: number };

/**
 * The records of a document that one of these sources can cut, without parsing those that `keep` says no to. The first, by which
 * the source is known, and the last, behind which a file may have been cut off, are always parsed. Undefined when nobody can
 * cut it, or not all that was parsed is JSON: then the document is to be read as a whole.
 */
export function skim(
  sources: readonly Source[],
  bytes: Uint8Array,
  keep: Keep,
  limits: FileLimits,
): Part[] | undefined {
  const pieces = sources.map((source) => source.cut?.(bytes)).find((each) => each !== undefined);
  if (pieces === undefined) return undefined;
  const isKept = askInBlocks(bytes, pieces, keep);
  const parts: Part[] = [];
  let skipped = 0;
  for (const [index, { from, to, isOne }] of pieces.entries()) {
    const isAtEdge = index === 0 || index === pieces.length - 1;
    if (isOne && !isAtEdge && !isKept(index)) {
      skipped += 1;
      continue;
    }
    const records = recordsIn(bytes.subarray(from, to), limits);
    if (records === undefined) return undefined;
    if (skipped > 0) parts.push({ skipped });
    skipped = 0;
    parts.push(...records);
  }
  return parts;
}

const open = Buffer.from('[');
const close = Buffer.from(']');

/** Undefined when the piece is no JSON, as when it was cut in the middle of a record. */
function recordsIn(piece: Uint8Array, limits: FileLimits): Parsed[] | undefined {
  const [part, ...more] = parseJson(Buffer.concat([open, piece, close]), limits).parts;
  if (part === undefined || 'problem' in part || more.length > 0 || !Array.isArray(part.value)) return undefined;
  return part.value.map((value) => ({ value, bytes: piece.length }));
}
