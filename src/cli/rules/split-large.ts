import { peek } from '#core/peek.ts';

/** So large is a document that is not held as a whole. */
const largeBytes = 16 * 1024 * 1024;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const newline = 0x0a;

/** `{"Records": [` of CloudTrail, or a bare list. In latin1, as the mark of UTF-8 may stand before it. */
const beginning = /^(?:\xEF\xBB\xBF)?\s*(?:\{\s*"Records"\s*:\s*)?\[/;
/** The same behind another document. */
const listBegins = /(?:^(?:\xEF\xBB\xBF)?|[}\]])\s*(?:\{\s*"Records"\s*:\s*)?\[/;

/**
 * The same bytes, but of one large document that is a list of records each record on a line of its own, so that whoever
 * reads them holds one at a time. Smaller files and JSON lines pass as they are.
 */
export async function* splitLarge(bytes: AsyncIterable<Uint8Array>, large = largeBytes): AsyncGenerator<Uint8Array> {
  const { head, whole } = await peek(bytes, 1000);
  try {
    if (beginning.test(Buffer.from(head).toString('latin1'))) yield* splitList(whole, large);
    else yield* whole;
  } finally {
    await whole.return(undefined);
  }
}

async function* splitList(whole: AsyncGenerator<Uint8Array>, large: number): AsyncGenerator<Uint8Array> {
  const seen: Uint8Array[] = [];
  for (let size = 0; size < large; size += seen.at(-1)?.length ?? 0) {
    const next = await whole.next();
    // All of a small file: in its own pieces, for each copy of the whole would cost as much as reading it.
    if (next.done === true) return yield* seen;
    seen.push(next.value);
  }
  if (isLine(Buffer.concat(seen))) return yield* chain(seen, whole);
  const state: Place = { depth: -1, inString: false, isEscaped: false, tail: '' };
  for await (const chunk of chain(seen, whole)) {
    const piece = elementsIn(chunk, state);
    if (piece.length > 0) yield piece;
  }
}

async function* chain(seen: Uint8Array[], rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* seen;
  yield* rest;
}

/** A list on each line is JSON lines; one that ends before much was read has others after it. */
function isLine(head: Uint8Array): boolean {
  const end = head.indexOf(newline);
  if (end < 0) return false;
  const last = Buffer.from(head.subarray(Math.max(0, end - 20), end))
    .toString('latin1')
    .trimEnd();
  return /[}\]]$/.test(last) && balances(head.subarray(0, end));
}

function balances(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Where in a list the next byte stands. */
interface Place {
  /** Below the list itself; -1 outside of any list. */
  depth: number;
  inString: boolean;
  isEscaped: boolean;
  /** Of what stands outside: the last bytes, in which a list may begin. */
  tail: string;
}

/** The elements of every list in these bytes, with line ends behind them. Changes `state`. */
function elementsIn(chunk: Uint8Array, state: Place): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < chunk.length; ) {
    if (state.depth < 0) {
      i = afterBeginning(chunk, i, state);
      continue;
    }
    const out = Buffer.from(chunk.subarray(i));
    const end = eachOnALine(out, state);
    pieces.push(out.subarray(0, end));
    i += end;
    if (state.depth < 0) pieces.push(Buffer.from('\n'));
  }
  return Buffer.concat(pieces);
}

/** Behind the next bracket that opens a list of records; the end of the chunk when there is none. */
function afterBeginning(chunk: Uint8Array, from: number, state: Place): number {
  const text = state.tail + Buffer.from(chunk.subarray(from)).toString('latin1');
  const match = listBegins.exec(text);
  if (match === null) {
    state.tail = text.slice(-200);
    return chunk.length;
  }
  const end = from + match.index + match[0].length - state.tail.length;
  state.depth = 0;
  state.tail = '}';
  return end;
}

/** Commas between elements become line ends, line ends inside elements become spaces. How many bytes belong to the list. */
function eachOnALine(out: Uint8Array, state: Place): number {
  for (let i = 0; i < out.length; i += 1) {
    const byte = out[i] ?? 0;
    if (state.inString) i = throughString(out, i, state);
    else if (byte === quote) state.inString = true;
    else if (byte === newline) out[i] = 0x20;
    else if (byte === comma && state.depth === 0) out[i] = newline;
    else if (byte === 0x7b || byte === 0x5b) state.depth += 1;
    else if (byte === 0x7d || byte === 0x5d) {
      state.depth -= 1;
      if (state.depth < 0) return i;
    }
  }
  return out.length;
}

/** The place of the string's end, or of the end of the chunk. */
function throughString(out: Uint8Array, from: number, state: Place): number {
  for (let i = from; i < out.length; i += 1) {
    const byte = out[i];
    if (state.isEscaped) state.isEscaped = false;
    else if (byte === backslash) state.isEscaped = true;
    else if (byte === quote) {
      state.inString = false;
      return i;
    }
  }
  return out.length;
}
