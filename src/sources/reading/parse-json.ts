import { isUtf8 } from 'node:buffer';
import { UnreadablePayload } from '#core/errors.ts';
import type { Json } from '#core/json.ts';
import { inMebibytes } from './limits.ts';
import type { FileLimits } from './limits.ts';
import { notUtf8 } from './utf8.ts';

/** One part of a text: a JSON value and its length there, or why it is none. */
export type Parsed = { value: Json; bytes: number } | { problem: string };

/** The JSON values that stand in this text one after the other (`{…}{…}` too), and whether the last one is complete. */
export interface Parts {
  parts: Parsed[];
  isWhole: boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/**
 * Parses a text of one or more JSON values. Depth and size are checked on the bytes before anything is built.
 * Throws UnreadablePayload over a limit; broken JSON is a part with its `problem`.
 */
export function parseJson(bytes: Uint8Array, limits: FileLimits): Parts {
  if (bytes.length > limits.valueBytes) {
    throw new UnreadablePayload(`one JSON value is over ${inMebibytes(limits.valueBytes)}`);
  }
  const { ends, isWhole } = cut(bytes, limits);
  const parts: Parsed[] = [];
  let start = 0;
  for (const end of ends) {
    const part = bytes.subarray(start, end);
    if (!isBlank(part)) parts.push(parseOne(part));
    start = end;
  }
  return { parts, isWhole };
}

/** The one JSON value in this text, e.g. a message inside a message. */
export function parseOneJson(text: string, limits: FileLimits): Parsed {
  try {
    const { parts } = parseJson(Buffer.from(text), limits);
    if (parts.length === 1 && parts[0] !== undefined) return parts[0];
    return { problem: parts.length === 0 ? 'empty text' : 'more than one JSON value' };
  } catch (error) {
    if (error instanceof UnreadablePayload) return { problem: error.message };
    throw error;
  }
}

/** Spaces, tabs and line ends only. */
export function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}

/** Where each top-level object or array ends. UTF-8 never hides ASCII inside a longer character, so bytes are enough. */
function cut(bytes: Uint8Array, limits: FileLimits): { ends: number[]; isWhole: boolean } {
  const ends: number[] = [];
  let depth = 0;
  let members = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === quote) {
      i = endOfString(bytes, i);
      if (i === bytes.length) return { ends: [...ends, i], isWhole: false };
    } else if (isOpener(byte)) {
      depth += 1;
      members += 1;
      if (depth > limits.depth)
        throw new UnreadablePayload(`the JSON is nested deeper than ${limits.depth} (byte ${i})`);
      if (members > limits.members) break;
    } else if (isCloser(byte) && depth > 0) {
      depth -= 1;
      if (depth === 0) ends.push(i + 1);
    } else if (byte === comma && (members += 1) > limits.members) {
      break;
    }
  }
  if (members > limits.members) throw new UnreadablePayload(`one JSON value has over ${limits.members} members`);
  return { ends: [...ends, bytes.length], isWhole: depth === 0 };
}

/** The place of the closing quote; past the end when there is none. */
function endOfString(bytes: Uint8Array, start: number): number {
  for (let i = start + 1; i < bytes.length; i += 1) {
    if (bytes[i] === backslash) i += 1;
    else if (bytes[i] === quote) return i;
  }
  return bytes.length;
}

function isOpener(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function isCloser(byte: number | undefined): boolean {
  return byte === 0x7d || byte === 0x5d;
}

function parseOne(bytes: Uint8Array): Parsed {
  if (!isUtf8(bytes)) return { problem: notUtf8(bytes) };
  // Far quicker than a TextDecoder that refuses what is not UTF-8.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  try {
    const value = JSON.parse(text) as Json;
    return { value: halfCharacter.test(text) ? wellFormed(value) : value, bytes: bytes.length };
  } catch (error) {
    return { problem: `not JSON: ${withPlace(error instanceof Error ? error.message : String(error), text)}` };
  }
}

/** Escapes can spell half of a surrogate pair, which no UTF-8, URL or database can carry: it becomes U+FFFD. */
const halfCharacter = /\\u[dD][89a-fA-F]/;

function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toWellFormed(), wellFormed(each)]));
}

/** V8 names the place of most mistakes, but not of all. */
function withPlace(message: string, text: string): string {
  if (message.includes('position')) return message;
  if (message.startsWith('Unexpected end')) return `${message} (it is cut off at character ${text.length})`;
  const near = /^Unexpected token .*?, (?:\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/su.exec(message)?.[1];
  const place = near === undefined ? -1 : text.indexOf(near);
  return place < 0 ? message : `${message} (near character ${place})`;
}
