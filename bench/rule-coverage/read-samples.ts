import { readFileSync } from 'node:fs';
import type { AuditEvent } from '#core/audit-event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { Source } from '#core/source.ts';

/** A record of a sample file with the label that its file or its neighbour gives it. */
export interface Sample<T> {
  label: string;
  is: T;
}

const about = { key: 'samples', receivedAt: '2026-01-01T00:00:00.000Z' };

/** The values of a file of JSON lines. */
export function linesOf(file: URL): JsonObject[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject);
}

/** The audit events that a source reads in the values, each with its label. What is none is left out. */
export function eventsIn(values: readonly Sample<Json>[], source: Source): Sample<AuditEvent>[] {
  return recordsIn(values, source).flatMap(({ label, is }) => (is.kind === 'event' ? [{ label, is: is.event }] : []));
}

/** The same for resources. */
export function snapshotsIn(values: readonly Sample<Json>[], source: Source): Sample<ResourceSnapshot>[] {
  return recordsIn(values, source).flatMap(({ label, is }) =>
    is.kind === 'resource' ? [{ label, is: is.snapshot }] : [],
  );
}

function recordsIn(values: readonly Sample<Json>[], source: Source) {
  return values.flatMap(({ label, is }) =>
    [...source.read(is, about)].flatMap((read) => ('record' in read ? [{ label, is: read.record }] : [])),
  );
}
