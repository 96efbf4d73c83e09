import type { Case } from '#core/case.ts';
import type { Destination } from '#core/mirror.ts';
import { casesToFold, foldedAs, stormIdOf, type Storm, type WaitingCase } from '#core/storm.ts';
import type { Item, Table, Write } from '#core/table.ts';
import { bodyOf, caseKey, mirrorKey, toBody, type MirrorState } from './case-items.ts';
import type { Context } from './context.ts';
import { changesOf, isOfStorm, laneOf, stormEffectItem, type Effect } from './pending-effects.ts';
import { WorkedOnElsewhere } from './reflect.ts';
import { newestStorm, newStormWrites, stormCaseWrite, stormWrite, type StormState } from './storm-items.ts';
import type { Lane } from './work-lane.ts';

type FoldContext = Pick<Context, 'table' | 'policy' | 'now' | 'log'>;

/** A waiting case with the items that folding it changes. */
export interface Foldable extends WaitingCase {
  effect: Item;
  state: Item | undefined;
}

/** So many changes of lower cases are looked at in one go. */
const pageSize = 100;
/** Three writes a case and two for the storm: within what one batch may hold. */
const batchSize = 30;
/** A storm's card is not changed more often. */
const growsEveryMs = 5_000;
/** A place that was gone is not tried again sooner. */
const goneRestMs = 300_000;

/**
 * Begins a storm where too many new cases wait, and folds into the one that is on what does not press. A case leaves
 * the lane in the same write that folds it, and only once the storm's card is there. Asks nothing of the mirror.
 */
export async function foldStorm(context: FoldContext, { mirror, to, signal }: Lane): Promise<void> {
  if (mirror.storm === undefined) return;
  const destination = { mirror: mirror.name, to };
  let folded: number;
  do {
    folded = await foldPage(context, destination);
  } while (folded >= pageSize / 2 && !signal.aborted);
}

async function foldPage(context: FoldContext, destination: Destination): Promise<number> {
  const { table, now } = context;
  const { cards } = context.policy().storm;
  const lower = await changesIn(table, destination, 'lower', Math.max(pageSize, cards + 1));
  if (lower.length === 0) return 0;
  const { pointer, storm: item } = await newestStorm(table, destination);
  const storm = item === undefined ? undefined : bodyOf<StormState>(item);
  const isOn = storm !== undefined && !storm.isOver;
  const higher = isOn ? [] : await changesIn(table, destination, 'higher', cards + 1);
  if (!isOn && higher.length + lower.length <= cards) return 0;
  const foldable = await readFoldable(context, destination, [...higher, ...lower], isOn);
  if (foldable.length === 0) return 0;
  if (item !== undefined && isOn) return storm.ref === undefined ? 0 : fold(context, item, foldable);
  const isResting = storm?.goneAt !== undefined && now().getTime() < Date.parse(storm.goneAt) + goneRestMs;
  if (!isResting) await beginStorm(context, destination, pointer);
  return 0;
}

/** The waiting cases that the card of the storm that is on will stand for. */
export async function waitingForStorm(context: FoldContext, destination: Destination): Promise<Foldable[]> {
  const lower = await changesIn(context.table, destination, 'lower', pageSize);
  return readFoldable(context, destination, lower, true);
}

async function changesIn(
  table: Table,
  destination: Destination,
  which: keyof typeof changesOf,
  limit: number,
): Promise<Item[]> {
  const page = await table.query({ pk: laneOf(destination), index: 'due', ...changesOf[which], limit });
  return page.items.filter((item) => !isOfStorm(item));
}

async function readFoldable(
  { table, policy }: FoldContext,
  destination: Destination,
  effects: Item[],
  isOn: boolean,
): Promise<Foldable[]> {
  const ids = effects.map((effect) => bodyOf<Effect>(effect).caseId);
  const cases = await table.get(ids.map((id) => caseKey(id)));
  const states = await table.get(ids.map((id) => mirrorKey(id, destination)));
  const waiting = effects.flatMap((effect, index): Foldable[] => {
    const stored = cases[index];
    const state = states[index];
    return stored === undefined ? [] : [{ case: bodyOf<Case>(stored), shown: howShown(state), effect, state }];
  });
  const chosen = new Set(casesToFold(waiting, { ...policy().storm, isOn }));
  return waiting.filter((one) => chosen.has(one.case));
}

/** An attempt that has not ended may have made a card. */
function howShown(state: Item | undefined): WaitingCase['shown'] {
  if (state === undefined) return 'not';
  const { ref, attemptSince, folded } = bodyOf<MirrorState>(state);
  if (ref !== undefined || attemptSince !== undefined) return 'card';
  return folded === undefined ? 'not' : 'folded';
}

async function beginStorm(
  { table, now, log }: FoldContext,
  destination: Destination,
  pointer: Item | undefined,
): Promise<void> {
  const since = now().toISOString();
  const storm: Storm = {
    id: stormIdOf(destination, since),
    destination,
    since,
    lastAt: since,
    counts: {},
    isOver: false,
  };
  const { conflicts } = await table.write([
    ...newStormWrites(storm, pointer),
    { put: stormEffectItem(storm, 'begins'), when: 'any' },
  ]);
  if (conflicts.length > 0) throw new WorkedOnElsewhere(`two lanes worked on ${laneOf(destination)}`);
  log.info({ storm: storm.id, destination }, 'storm began');
}

/** Answers how many were folded; those that changed in between are not, and are looked at anew. */
async function fold(context: FoldContext, storm: Item, foldable: Foldable[]): Promise<number> {
  let item = storm;
  let folded = 0;
  for (let from = 0; from < foldable.length; from += batchSize) {
    let batch = foldable.slice(from, from + batchSize);
    while (batch.length > 0) {
      const { storm: next, writes } = foldWrites(item, batch, context.now());
      const { conflicts } = await context.table.write(writes);
      if (conflicts.some(({ pk }) => pk === item.pk))
        throw new WorkedOnElsewhere(`two lanes folded into the storm ${item.pk}`);
      if (conflicts.length === 0) {
        item = next;
        folded += batch.length;
        break;
      }
      batch = batch.filter(({ case: c }) => conflicts.every(({ pk }) => pk !== caseKey(c.id).pk));
    }
  }
  if (folded > 0) context.log.info({ storm: bodyOf<Storm>(storm).id, folded }, 'cases folded into a storm');
  return folded;
}

function foldWrites(item: Item, batch: Foldable[], now: Date): { storm: Item; writes: Write[] } {
  const known = bodyOf<StormState>(item);
  const at = now.toISOString();
  const counts = countsWith(known, batch);
  const storm: StormState = { ...known, lastAt: at, counts };
  const kept = stormWrite(storm, item);
  const growsAt = new Date(Date.parse(known.shownAt ?? at) + growsEveryMs).toISOString();
  return {
    storm: { ...item, v: item.v + 1, body: toBody(storm) },
    writes: [
      kept,
      { put: stormEffectItem(storm, 'grows', growsAt), when: 'any' },
      ...batch.flatMap((one) => caseWrites(known, one, at)),
    ],
  };
}

/** The counts of a storm when these cases are folded into it too. */
export function countsWith({ counts }: Pick<Storm, 'counts'>, more: Pick<Foldable, 'case'>[]): Storm['counts'] {
  const sum = { ...counts };
  for (const { case: c } of more) sum[c.severity] = (sum[c.severity] ?? 0) + 1;
  return sum;
}

function caseWrites({ id, destination }: Storm, { case: c, state, effect }: Foldable, at: string): Write[] {
  const folded: MirrorState = { destination, folded: foldedAs(c, id) };
  const v = (state?.v ?? 0) + 1;
  return [
    {
      put: { ...mirrorKey(c.id, destination), v, body: toBody(folded) },
      when: state === undefined ? 'absent' : { v: state.v },
    },
    stormCaseWrite(id, c, at),
    { remove: { pk: effect.pk, sk: effect.sk }, when: { v: effect.v } },
  ];
}
