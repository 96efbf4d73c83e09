import type { Alert } from './alert.ts';
import type { AuditEvent } from './audit-event.ts';
import type { Instant, Json, JsonObject } from './json.ts';
import type { ResourceSnapshot } from './resource-snapshot.ts';

/** One thing in a file, read into Irene's format. */
export type SourceRecord =
  /** `update` is the product's own record, for identity and close rules (`update.RecordState`). */
  | { kind: 'alert'; alert: Alert; update?: JsonObject }
  | { kind: 'event'; event: AuditEvent }
  /** `update` is the record of the news: `update.deleted`, `update.configurationItemStatus`. */
  | { kind: 'resource'; snapshot: ResourceSnapshot; update?: JsonObject };

/** A record, or a part of the file that is none, with its place (counted from 0) and the reason for people. */
export type Read = { record: SourceRecord } | { reject: { index: number; reason: string } };

export interface FileInfo {
  key: string;
  /** When the file reached Irene: the event time of records that carry none. */
  receivedAt: Instant;
}

/**
 * A kind of file. It sees the file's JSON values one after the other: a whole JSON document is one value, of JSON
 * lines each line is one. It yields every record it holds, and a reject for what should be one and is not.
 */
export interface Source {
  name: string;
  /** Whether this JSON value looks like one of this source; strict enough that sources do not claim each other's. */
  recognises(value: Json): boolean;
  read(value: Json, about: FileInfo): Iterable<Read>;
  /**
   * For files that are one list of very many records: the pieces of such a document, found without parsing it. Whether they
   * are JSON is looked at later. Undefined for any other text.
   */
  cut?(text: Uint8Array): Piece[] | undefined;
}

/** A piece of a text with one record, or with several and the commas between them. */
export interface Piece {
  from: number;
  to: number;
  isOne: boolean;
}

/**
 * Whether somebody may want the record that stands there in the text, which is cheaper to ask than to parse it. The text is
 * Latin-1, a character is a byte of UTF-8, and may hold many records: they are asked about in their order. It must say yes when anything that it looks
 * for stands in the piece: no to each piece of a text is taken as no to the whole.
 */
export type Keep = (text: string) => (from: number, to: number) => boolean;

/** How a file was understood. */
export interface FileReading {
  /** The source's name; undefined when nothing reads this file, with `sample` = its first 200 characters. */
  source: string | undefined;
  sample: string;
  reads: AsyncIterable<Read>;
  /** How many records were left out so far because of `keep`; they are not among `reads`. */
  skipped?: () => number;
}

/**
 * Opens a file: gunzips it when it is gzip, parses JSON or JSON lines, finds the source by name or (`auto`) by content.
 * Throws UnreadablePayload, at once or while iterating, for what is no gzip/JSON, too big, or too deep.
 * With `keep`, records that it says no to may be left out unread.
 */
export type OpenFile = (
  bytes: AsyncIterable<Uint8Array>,
  sourceName: string,
  about: FileInfo,
  keep?: Keep,
) => Promise<FileReading>;
