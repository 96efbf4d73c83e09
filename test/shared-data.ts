import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '#core/json.ts';

/** Reference data from public projects that lies beside the project and is not part of it. */
const folder = resolve(import.meta.dirname, '../../shared/data');

/** Whether the data is there; tests that read it skip where it is not. */
export const hasSharedData = existsSync(folder);

export function sharedPath(path: string): string {
  return join(folder, path);
}

/** The records of a file of JSON lines. */
export function sharedRecords(path: string): JsonObject[] {
  return readFileSync(sharedPath(path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);
}
