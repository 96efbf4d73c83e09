import { fields, type Field } from './fields.ts';
import type { Comparison } from './query.ts';

/** A value as it was typed; `at` is its offset in UTF-16 units. */
export interface Value {
  text: string;
  at: number;
  isQuoted: boolean;
}

/** One piece of a query. `at` is its offset in UTF-16 units. */
export type Piece =
  | { is: 'open' | 'close' | 'not' | 'or' | 'and'; at: number; text: string }
  | { is: 'word'; at: number; text: string }
  | { is: 'phrase'; at: number; text: string }
  | { is: 'term'; at: number; text: string; field: Field; by: Comparison; byAt: number; values: Value[] }
  | { is: 'unknown'; at: number; text: string }
  /** A quotation mark that nothing closes. */
  | { is: 'unclosed'; at: number; text: string };

const fieldStart = /([a-z][a-z_-]*)(:|>=|<=|>|<|=)/iy;
const joiners: ReadonlyMap<string, 'or' | 'and' | 'not'> = new Map([
  ['or', 'or'],
  ['and', 'and'],
  ['not', 'not'],
]);

/** Each character by one, so that offsets stay: what phones and Japanese keyboards type for what is meant. */
const typedAs: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '＂': '"',
  '：': ':',
  '＞': '>',
  '＜': '<',
  '＝': '=',
  '（': '(',
  '）': ')',
  '＊': '*',
  '，': ',',
  '、': ',',
};

interface Scan {
  text: string;
  at: number;
  /** Brackets that are open. */
  depth: number;
}

/** Takes a text apart. Total: each piece says where it begins, and what it is even when it is wrong. */
export function* scanQuery(typed: string): Generator<Piece> {
  const scan: Scan = {
    text: typed.replaceAll('\u0000', ' ').replace(/[“”„＂：＞＜＝（）＊，、]/g, (one) => typedAs[one] ?? one),
    at: 0,
    depth: 0,
  };
  for (skipSpace(scan); scan.at < scan.text.length; skipSpace(scan)) yield nextPiece(scan);
}

function skipSpace(scan: Scan): void {
  while (scan.at < scan.text.length && isSpace(scan.text.charAt(scan.at))) scan.at += 1;
}

function isSpace(char: string): boolean {
  return /\s/.test(char);
}

function nextPiece(scan: Scan): Piece {
  const { text, at } = scan;
  const char = text.charAt(at);
  if (char === '(') return step(scan, 'open', 1);
  if (char === ')') return step(scan, 'close', -1);
  if (char === '-' && at + 1 < text.length && !/[\s)-]/.test(text.charAt(at + 1))) return step(scan, 'not', 0);
  if (char === '"') return readPhrase(scan);
  return readField(scan) ?? readWord(scan);
}

function step(scan: Scan, is: 'open' | 'close' | 'not', deeper: number): Piece {
  const piece = { is, at: scan.at, text: scan.text.charAt(scan.at) };
  scan.at += 1;
  scan.depth = Math.max(0, scan.depth + deeper);
  return piece;
}

function readPhrase(scan: Scan): Piece {
  const { text, at } = scan;
  const end = text.indexOf('"', at + 1);
  scan.at = end === -1 ? text.length : end + 1;
  return end === -1
    ? { is: 'unclosed', at, text: text.slice(at) }
    : { is: 'phrase', at, text: text.slice(at + 1, end) };
}

function readWord(scan: Scan): Piece {
  const { at } = scan;
  const text = readRun(scan, (char) => isSpace(char) || char === '"');
  const joiner = joiners.get(text.toLowerCase());
  return joiner === undefined ? { is: 'word', at, text } : { is: joiner, at, text };
}

/** Up to a character that ends it, or the bracket that closes the group; brackets that open in it close in it. */
function readRun(scan: Scan, isEnd: (char: string) => boolean): string {
  const from = scan.at;
  let open = 0;
  while (scan.at < scan.text.length) {
    const char = scan.text.charAt(scan.at);
    if (isEnd(char)) break;
    if (char === ')' && open === 0 && scan.depth > 0) break;
    if (char === '(') open += 1;
    if (char === ')') open = Math.max(0, open - 1);
    scan.at += 1;
  }
  return scan.text.slice(from, scan.at);
}

function readField(scan: Scan): Piece | undefined {
  fieldStart.lastIndex = scan.at;
  const [whole, name = '', by] = fieldStart.exec(scan.text) ?? [];
  if (whole === undefined) return undefined;
  const { at } = scan;
  const field = fields.get(name.toLowerCase());
  if (field === undefined) return readUnknown(scan, name, whole);
  scan.at += whole.length;
  const values = readValues(scan);
  const unclosed = values.find(({ text, isQuoted }) => !isQuoted && text.startsWith('"'));
  if (unclosed !== undefined) return { is: 'unclosed', at: unclosed.at, text: unclosed.text };
  return { is: 'term', at, text: name, field, by: by as Comparison, byAt: at + name.length, values };
}

/**
 * Names of resources, types and addresses hold such signs too, and people paste them: only what cannot be one of these
 * is taken for a field that does not exist.
 */
function readUnknown(scan: Scan, name: string, whole: string): Piece | undefined {
  const rest = /^[^\s"]*/.exec(scan.text.slice(scan.at + whole.length))?.[0] ?? '';
  if (/[:/=]/.test(rest) || /^(arn|urn)$|.[A-Z]/.test(name)) return undefined;
  const piece: Piece = { is: 'unknown', at: scan.at, text: name };
  scan.at += whole.length;
  readRun(scan, isSpace);
  return piece;
}

/** One or more, with commas between; none where nothing stands. An unclosed quotation keeps its mark. */
function readValues(scan: Scan): Value[] {
  const values: Value[] = [];
  while (true) {
    const value = readValue(scan);
    if (value.text !== '' || value.isQuoted || values.length > 0) values.push(value);
    if (scan.text.charAt(scan.at) !== ',') return values;
    scan.at += 1;
  }
}

function readValue(scan: Scan): Value {
  const { text, at } = scan;
  if (text.charAt(at) !== '"')
    return { text: readRun(scan, (char) => isSpace(char) || char === ',' || char === '"'), at, isQuoted: false };
  const end = text.indexOf('"', at + 1);
  scan.at = end === -1 ? text.length : end + 1;
  if (end === -1) return { text: text.slice(at), at, isQuoted: false };
  return { text: text.slice(at + 1, end), at, isQuoted: true };
}
