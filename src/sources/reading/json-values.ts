import { UnreadablePayload } from '#core/errors.ts';
import type { FileLimits } from './limits.ts';
import { inMebibytes } from './limits.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';
import { parseJson } from './parse-json.ts';
import type { Parsed } from './parse-json.ts';
import type { Part } from './skim.ts';

/** Reads a document in another way, or leaves it to be read as any other. */
type Skim = (bytes: Uint8Array) => Part[] | undefined;

/**
 * The JSON values of a text: of JSON lines each line, else the whole document. Which of the two it is shows in the first
 * line: JSON lines have a whole value there. A bad line among good ones is a part with its `problem`.
 * Throws UnreadablePayload when nothing is JSON, with the reason and the place. `skim` may read the first line in its place.
 */
export async function* jsonValues(
  chunks: AsyncIterable<Uint8Array>,
  limits: FileLimits,
  skim?: Skim,
): AsyncGenerator<Part> {
  const held: { problem: string }[] = [];
  let hasValue = false;
  for await (const part of partsOf(linesOf(chunks, limits), limits, skim)) {
    if ('value' in part && !hasValue) {
      hasValue = true;
      yield* held;
    }
    if (hasValue) yield part;
    else if ('problem' in part) held.push(part);
    if (!hasValue && held.length > limits.rejects) break;
  }
  if (hasValue) return;
  throw new UnreadablePayload(held[0]?.problem ?? 'the file is empty');
}

async function* partsOf(lines: AsyncGenerator<Line>, limits: FileLimits, skim: Skim | undefined): AsyncGenerator<Part> {
  try {
    const first = await lines.next();
    if (first.done === true) return;
    const skimmed = skim?.(first.value.bytes);
    if (skimmed === undefined) yield* firstOf(first.value, lines, limits);
    else yield* skimmed;
    for await (const line of lines) yield* placed(parseJson(line.bytes, limits).parts, line);
  } finally {
    await lines.return(undefined);
  }
}

async function* firstOf(first: Line, lines: AsyncGenerator<Line>, limits: FileLimits): AsyncGenerator<Parsed> {
  const { parts, isWhole } = parseJson(first.bytes, limits);
  if (isWhole) yield* placed(parts, first);
  else yield* document(first, lines, limits);
}

/** The first line is not whole: it begins a document over many lines, or it is a broken one of JSON lines. */
async function* document(first: Line, lines: AsyncGenerator<Line>, limits: FileLimits): AsyncGenerator<Parsed> {
  const { collected, isAll } = await collect(first, lines, limits);
  const whole = isAll ? parseJson(withLineEnds(collected), limits).parts : [];
  if (isAll && whole.every((part) => 'value' in part)) {
    yield* whole;
    return;
  }
  if (beginsDocument(first) && !areRecords(collected.slice(1), limits)) {
    if (!isAll) throw new UnreadablePayload(`one JSON value is over ${inMebibytes(limits.valueBytes)}`);
    throw new UnreadablePayload(whole.flatMap((part) => ('problem' in part ? [part.problem] : []))[0]);
  }
  for (const line of collected) yield* placed(parseJson(line.bytes, limits).parts, line);
}

/** Most of these lines are whole by themselves: JSON lines, of which the first was broken in two at a comma or a bracket. */
function areRecords(lines: Line[], limits: FileLimits): boolean {
  const whole = lines.filter(({ bytes }) => {
    const { parts, isWhole } = parseJson(bytes, limits);
    return isWhole && parts.every((part) => 'value' in part && typeof part.value === 'object' && part.value !== null);
  });
  return whole.length * 2 > lines.length;
}

async function collect(
  first: Line,
  lines: AsyncGenerator<Line>,
  limits: FileLimits,
): Promise<{ collected: Line[]; isAll: boolean }> {
  const collected = [first];
  let size = first.bytes.length + first.number;
  while (size <= limits.valueBytes) {
    const next = await lines.next();
    if (next.done === true) return { collected, isAll: true };
    collected.push(next.value);
    size += next.value.bytes.length + 1;
  }
  return { collected, isAll: false };
}

/** Blank lines come back as such, so that the places in messages are those of the file. */
function withLineEnds(lines: Line[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let number = 1;
  for (const line of lines) {
    pieces.push(Buffer.alloc(line.number - number, '\n'), line.bytes);
    number = line.number;
  }
  return Buffer.concat(pieces);
}

/** People and programs break a document where something opens or goes on; a line that was cut ends anywhere. */
function beginsDocument(line: Line): boolean {
  return /[{[,:]\s*$/.test(Buffer.from(line.bytes.slice(-80)).toString('latin1'));
}

function* placed(parts: Parsed[], line: Line): Generator<Parsed> {
  for (const part of parts) yield 'problem' in part ? { problem: `line ${line.number}: ${part.problem}` } : part;
}
