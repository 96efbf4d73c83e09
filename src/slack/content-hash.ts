import { createHash } from 'node:crypto';

/** Tells whether a message would look the same as when it was rendered last. */
export function contentHash(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
