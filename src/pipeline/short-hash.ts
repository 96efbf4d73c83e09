import { hash } from 'node:crypto';

/** 96 bits in hex: a part of a key that stands for a text of any length and letters. */
export function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 24);
}
