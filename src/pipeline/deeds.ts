import { createHash } from 'node:crypto';
import type { Person } from '#core/actor.ts';
import type { Instant } from '#core/json.ts';
import { bodyOf, toBody } from './case-items.ts';
import type { Context } from './context.ts';

/** What a person did to files or messages, which belongs to the history of no case. */
export interface Deed {
  at: Instant;
  by: Person;
  did: 'redriven' | 'discarded' | 'replayed';
  /** The id of a message, or the key of a file. */
  about: string;
  why?: string;
}

const deedsPk = 'deeds';
const keptSeconds = 400 * 86_400;

/** Keeps who did it; before it is done, so that nothing is done of which nobody knows who it was. */
export async function noteDeed({ table, now, log }: Pick<Context, 'table' | 'now' | 'log'>, deed: Omit<Deed, 'at'>) {
  const at = now().toISOString();
  const sk = `${at}#${createHash('sha256').update(`${deed.did} ${deed.about}`).digest('hex').slice(0, 12)}`;
  const expires = Math.ceil(Date.parse(at) / 1000) + keptSeconds;
  const body = toBody({ ...deed, at } satisfies Deed);
  await table.write([{ put: { pk: deedsPk, sk, v: 1, body, expires }, when: 'any' }]);
  log.info({ did: deed.did, about: deed.about, by: deed.by.id }, 'a person works on files');
}

/** The last ones, newest first. */
export async function readDeeds(table: Context['table'], limit = 5): Promise<Deed[]> {
  const page = await table.query({ pk: deedsPk, newestFirst: true, limit });
  return page.items.map((item) => bodyOf<Deed>(item));
}
