import type { Alert } from './alert.ts';
import type { Instant, Json } from './json.ts';

/** One thing in a file, read into Irene's format. */
export type SourceRecord = { kind: 'alert'; alert: Alert };

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
}

/** How a file was understood. */
export interface FileReading {
  /** The source's name; undefined when nothing reads this file, with `sample` = its first 200 characters. */
  source: string | undefined;
  sample: string;
  reads: AsyncIterable<Read>;
}

/**
 * Opens a file: gunzips it when it is gzip, parses JSON or JSON lines, finds the source by name or (`auto`) by content.
 * Throws UnreadablePayload, at once or while iterating, for what is no gzip/JSON, too big, or too deep.
 */
export type OpenFile = (bytes: AsyncIterable<Uint8Array>, sourceName: string, about: FileInfo) => Promise<FileReading>;
