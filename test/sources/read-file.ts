import { readFileSync } from 'node:fs';
import type { Alert } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { Json } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { Read } from '#core/source.ts';
import { sources } from '#sources/list.ts';
import { createOpenFile } from '#sources/open-file.ts';
import type { FileLimits } from '#sources/reading/limits.ts';

export const receivedAt = '2026-05-05T05:05:05.000Z';
const fixtures = new URL('../fixtures/sources/', import.meta.url);

/** One of the test's own sample files. */
export function fixture(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

/** The bytes in pieces of `size`, as a network would bring them. */
export async function* inPieces(bytes: string | Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(bytes);
  for (let start = 0; start < all.length; start += size) yield all.subarray(start, start + size);
}

/** Everything that Irene reads from these bytes. */
export async function readFile(
  bytes: string | Uint8Array | AsyncIterable<Uint8Array>,
  options: { source?: string; limits?: Partial<FileLimits>; pieces?: number } = {},
): Promise<{
  source: string | undefined;
  sample: string;
  reads: Read[];
  alerts: Alert[];
  events: AuditEvent[];
  snapshots: ResourceSnapshot[];
  rejects: { index: number; reason: string }[];
}> {
  const open = createOpenFile(sources, options.limits);
  const stream = typeof bytes === 'string' || bytes instanceof Uint8Array ? inPieces(bytes, options.pieces) : bytes;
  const {
    source,
    sample,
    reads: stillToRead,
  } = await open(stream, options.source ?? 'auto', { key: 'a/key', receivedAt });
  const reads = await Array.fromAsync(stillToRead);
  return {
    source,
    sample,
    reads,
    alerts: reads.flatMap((read) => ('record' in read && read.record.kind === 'alert' ? [read.record.alert] : [])),
    events: reads.flatMap((read) => ('record' in read && read.record.kind === 'event' ? [read.record.event] : [])),
    snapshots: reads.flatMap((read) =>
      'record' in read && read.record.kind === 'resource' ? [read.record.snapshot] : [],
    ),
    rejects: reads.flatMap((read) => ('reject' in read ? [read.reject] : [])),
  };
}

/** A value as text, for a file of one document. */
export function asFile(value: Json): string {
  return JSON.stringify(value);
}

/** The facts of an alert by label. */
export function factsByLabel(alert: Alert | undefined): Record<string, string> {
  return Object.fromEntries((alert?.facts ?? []).map(({ label, value }) => [label, value]));
}
