import { hash } from 'node:crypto';
import type { Json } from '#core/json.ts';

/** An id for a record that has none: the same for the same record. 32 hex digits. */
export function hashOf(record: Json): string {
  return hash('sha256', JSON.stringify(record)).slice(0, 32);
}
