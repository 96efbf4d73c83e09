import type { FactLookup } from '#core/facts.ts';
import type { Key, Write } from '#core/table.ts';
import { addSightings, wasSeenBefore } from '#rules/first-seen/sightings.ts';
import type { ValuesSeen } from '#rules/first-seen/values-seen.ts';
import { futureMs } from '#rules/counting/window-state.ts';
import type { Context } from './context.ts';
import { inTurn } from './in-turn.ts';
import { untilSaved } from './save-case.ts';
import { seenKey, seenOf, seenWrite, type SeenName } from './seen-items.ts';
import type { Withdrawn } from './withdraw-occurrence.ts';

type SeenContext = Pick<Context, 'table' | 'now'>;

/** What was asked, in the order of the question, and what turned out to be wrong. */
export interface Seen {
  /** `first_seen.<field>`: true when the value was not there in the 30 days before; undefined where it is unknown. */
  facts: FactLookup[];
  /** Findings of before that said of a value that it was new, and it was not. */
  wrong: { name: SeenName; told: Withdrawn[] }[];
}

interface Asked {
  name: SeenName;
  key: Key;
  moments: number[];
}

const mostAtOnce = 100;

/**
 * Keeps that these values were there, and says for each moment which of them were new. All is by the time of the event:
 * in whatever order files come, the answers are the same once all have been read, and those that were given before
 * are `wrong`. Safe to call again.
 */
export async function noteSeen(context: SeenContext, seen: readonly ValuesSeen[]): Promise<Seen> {
  const latest = context.now().getTime() + futureMs;
  const asked = askedIn(seen, latest);
  const answers = new Map<string, (at: number) => boolean>();
  const wrong: Seen['wrong'] = [];
  const fields = Map.groupBy(asked.values(), ({ name }) => name.field);
  // Each field by itself: files that are read side by side wait for each other only where they ask for the same.
  const noted = await Promise.allSettled(
    [...fields.values()].map(async (some) => {
      for (let from = 0; from < some.length; from += mostAtOnce)
        await noteSome(context, some.slice(from, from + mostAtOnce), { answers, wrong });
    }),
  );
  for (const one of noted) if (one.status === 'rejected') throw one.reason;
  return { facts: seen.map((one) => (isKnowable(one, latest) ? factsOf(one, answers) : () => undefined)), wrong };
}

/** A clock that runs ahead must not make the present look as if it had been there before. */
function isKnowable({ at }: ValuesSeen, latest: number): boolean {
  return Date.parse(at) <= latest;
}

function askedIn(seen: readonly ValuesSeen[], latest: number): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const one of seen) {
    if (!isKnowable(one, latest)) continue;
    const { source, account, at, values } = one;
    const moment = Date.parse(at);
    for (const { field, value } of values) {
      const name = { field, source, account, value };
      const key = seenKey(name);
      const known = asked.get(key.pk) ?? { name, key, moments: [] };
      known.moments.push(moment);
      asked.set(key.pk, known);
    }
  }
  return asked;
}

async function noteSome(
  context: SeenContext,
  some: Asked[],
  { answers, wrong }: { answers: Map<string, (at: number) => boolean>; wrong: Seen['wrong'] },
): Promise<void> {
  const field = some[0]?.name.field ?? '';
  const kept = await inTurn(context.table, `seen#${field}`, () =>
    untilSaved(`which values ${field} has had`, () => tryToNote(context, some)),
  );
  for (const [index, { sightings, told }] of kept.entries()) {
    const one = some[index];
    if (one === undefined) continue;
    answers.set(one.key.pk, (at) => !wasSeenBefore(sightings, at));
    const mistaken = told.filter(({ alert }) => wasSeenBefore(sightings, Date.parse(alert.at)));
    if (mistaken.length > 0) wrong.push({ name: one.name, told: mistaken });
  }
}

/** Undefined when somebody else changed one of them in between. */
async function tryToNote({ table, now }: SeenContext, some: Asked[]): Promise<ReturnType<typeof seenOf>[] | undefined> {
  const items = await table.get(some.map(({ key }) => key));
  const writes: Write[] = [];
  const kept = some.map(({ name, key, moments }, index) => {
    const from = items[index];
    const before = seenOf(from);
    const sightings = addSightings(before.sightings, moments);
    const after = { ...before, sightings };
    if (sightings !== before.sightings) writes.push(seenWrite(name.field, key, after, { from, now: now() }));
    return after;
  });
  if (writes.length > 0 && (await table.write(writes)).conflicts.length > 0) return undefined;
  return kept;
}

function factsOf(
  { source, account, at, values }: ValuesSeen,
  answers: Map<string, (at: number) => boolean>,
): FactLookup {
  const prefix = 'first_seen.';
  return (name) => {
    if (!name.startsWith(prefix)) return undefined;
    const one = values.find(({ field }) => field === name.slice(prefix.length));
    if (one === undefined) return undefined;
    return answers.get(seenKey({ ...one, source, account }).pk)?.(Date.parse(at));
  };
}
