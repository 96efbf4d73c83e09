import { setTimeout as wait } from 'node:timers/promises';

/**
 * Resolves with the first truthy answer of `look`, asked again every 10 ms; rejects after `withinMs` naming `what`.
 * Tests wait for a condition, never for a length of time.
 */
export async function until<T>(what: string, look: () => T | Promise<T>, withinMs = 40_000): Promise<NonNullable<T>> {
  const end = Date.now() + withinMs;
  while (true) {
    const answer = await look();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms for: ${what}`);
    await wait(10);
  }
}
