import { listDead, type DeadLetter } from '#pipeline/list-dead.ts';
import { plainText } from './plain-text.ts';
import type { StoreContext } from './with-store.ts';

/** The dead messages of these ids; undefined, with an answer for the person, when one is none. */
export async function pickDead(context: StoreContext, ids: string[]): Promise<DeadLetter[] | undefined> {
  const letters = new Map<string, DeadLetter>();
  for await (const letter of listDead(context)) if (ids.includes(letter.id)) letters.set(letter.id, letter);
  const wrong = ids.filter((id) => !letters.has(id));
  if (wrong.length === 0) return [...letters.values()];
  for (const id of wrong) process.stderr.write(`${plainText(id, 100)}: no dead message has this id\n`);
  process.stderr.write('irene dead list shows those that there are; nothing was done\n');
  return undefined;
}
