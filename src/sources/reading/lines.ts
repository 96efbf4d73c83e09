import { UnreadablePayload } from '#core/errors.ts';
import { inMebibytes } from './limits.ts';
import type { FileLimits } from './limits.ts';
import { isBlank } from './parse-json.ts';

/** One line without its end; `number` counts from 1, as editors do. */
export interface Line {
  bytes: Uint8Array;
  number: number;
}

const newline = 0x0a;

/** The lines that are not blank. Throws UnreadablePayload for one that is longer than a JSON value may be. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, limits: FileLimits): AsyncGenerator<Line> {
  let number = 1;
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const bytes = joined(begun, chunk.subarray(start, end));
      if (!isBlank(bytes)) yield { bytes, number };
      const blank = blankLines(chunk, end + 1);
      number += 1 + blank.lines;
      start = blank.end;
      begun = [];
      begunBytes = 0;
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
    begunBytes += chunk.length - start;
    if (begunBytes > limits.valueBytes) {
      throw new UnreadablePayload(`one JSON value is over ${inMebibytes(limits.valueBytes)} (line ${number})`);
    }
  }
  const last = joined(begun, new Uint8Array(0));
  if (!isBlank(last)) yield { bytes: last, number };
}

/** How many blank lines begin here and where they end: half a gigabyte of them must not take a minute. */
function blankLines(chunk: Uint8Array, start: number): { lines: number; end: number } {
  let lines = 0;
  let end = start;
  for (let i = start; i < chunk.length; i += 1) {
    const byte = chunk[i];
    if (byte === newline) {
      lines += 1;
      end = i + 1;
    } else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) {
      break;
    }
  }
  return { lines, end };
}

function joined(begun: Uint8Array[], rest: Uint8Array): Uint8Array {
  return begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
}
