import { setTimeout as wait } from 'node:timers/promises';
import type { EphemeralMessage } from '#sandbox/slack/slack-sandbox.ts';
import type { Town } from '#sandbox/start-town.ts';

const person = 'UAKI';
const withinMs = 20_000;

/** Presses the button of a storm's card and turns every page: the ids of the cases as they are listed. */
export async function listStorm({ slack }: Town, channel: string, ts: string): Promise<string[]> {
  const { ephemerals } = slack.workspace;
  const before = ephemerals.length;
  await slack.person(person).act({ channel, ts, actionId: 'show_storm' });
  const list = await until(() => ephemerals[before]);
  const ids = idsIn(list);
  while (hasNext(list)) {
    const old = JSON.stringify(list.blocks);
    await slack.person(person).act({ channel, ts: list.ts, actionId: 'next_page' });
    await until(() => JSON.stringify(list.blocks) !== old);
    ids.push(...idsIn(list));
  }
  return ids;
}

function idsIn({ blocks }: EphemeralMessage): string[] {
  return [...JSON.stringify(blocks ?? []).matchAll(/"value":"1:(irn-[a-z2-7]{12})"/g)].map(([, id]) => id ?? '');
}

function hasNext({ blocks }: EphemeralMessage): boolean {
  return JSON.stringify(blocks ?? []).includes('"next_page"');
}

async function until<T>(look: () => T | undefined | false): Promise<T> {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await wait(20);
  }
  throw new Error('no answer to a person within 20 s');
}
