import type { Mirror, MirrorRef, StormPlace, StormView } from '#core/mirror.ts';
import { stormQuietMs, stormSize } from '#core/storm.ts';
import type { Item } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';
import type { Context } from './context.ts';
import { countsWith, waitingForStorm } from './fold-storm.ts';
import { isStormEnd, stormEffectItem, type StormEffect } from './pending-effects.ts';
import { WorkedOnElsewhere } from './reflect.ts';
import { stormKey, stormWrite, type StormState } from './storm-items.ts';

type StormContext = Pick<Context, 'table' | 'policy' | 'now' | 'log'>;

/**
 * Brings the card of a storm in line with it; its end waits in the lane from then on. As with cases, the attempt is
 * noted before anything is made, and after a crash the mirror first looks for what it made.
 */
export async function reflectStorm(context: StormContext, mirror: Mirror, effect: Item): Promise<void> {
  const known = bodyOf<StormEffect>(effect);
  const [item] = await context.table.get([stormKey(known.storm)]);
  if (item === undefined || mirror.storm === undefined) return takeOff(context, effect);
  const storm = bodyOf<StormState>(item);
  const now = context.now();
  const isOver = isStormEnd(known) && now.getTime() >= Date.parse(storm.lastAt) + stormQuietMs;
  // The first card stands for those that are folded next; later ones for those that are folded already.
  const waiting = storm.ref === undefined ? await waitingForStorm(context, storm.destination) : [];
  const seen = { ...storm, isOver, counts: countsWith(storm, waiting) };
  const view = { storm: seen, now: now.toISOString() };
  const attempt = await beginAttempt(context, { item, view, place: mirror.storm });
  if (attempt.ref === undefined && stormSize(seen) === 0) return endUnseen(context, { item: attempt.item, effect });
  const ref = await mirror.storm.show(view, storm.destination.to, attempt.ref);
  await endAttempt(context, { effect, item: attempt.item, ref, isOver });
}

async function beginAttempt(
  { table, now, log }: StormContext,
  { item, view, place }: { item: Item; view: StormView; place: StormPlace },
): Promise<{ ref: MirrorRef | undefined; item: Item }> {
  const storm = bodyOf<StormState>(item);
  let { ref } = storm;
  if (storm.attemptSince !== undefined) {
    ref = (await place.findLost(view, storm.destination.to, storm.attemptSince)) ?? ref;
    log.info({ storm: storm.id, found: ref?.id }, 'looked for what an interrupted attempt had made');
  }
  // An attempt that failed keeps its beginning: the next one looks from there again.
  const attemptSince = storm.attemptSince ?? now().toISOString();
  const noted: StormState = { ...storm, ...(ref === undefined ? {} : { ref }), attemptSince };
  await writeStorm({ table }, noted, item);
  return { ref, item: { ...item, v: item.v + 1, body: toBody(noted) } };
}

async function endAttempt(
  { table, now }: StormContext,
  { effect, item, ref, isOver }: { effect: Item; item: Item; ref: MirrorRef; isOver: boolean },
): Promise<void> {
  const { attemptSince: _ended, ...storm } = bodyOf<StormState>(item);
  const shown: StormState = { ...storm, ref, isOver, shownAt: now().toISOString() };
  const quietAt = new Date(Date.parse(storm.lastAt) + stormQuietMs).toISOString();
  const { pk, sk, v } = effect;
  const { conflicts } = await table.write([
    stormWrite(shown, item),
    isOver ? { remove: { pk, sk }, when: { v } } : { put: stormEffectItem(storm, 'ends', quietAt), when: { v } },
  ]);
  // An index may lag and show an effect that was replaced: what was shown is kept, and the newer effect stays.
  if (conflicts.length > 0) await writeStorm({ table }, shown, item);
}

/** What was waiting has got its own cards: there is nothing to show. */
async function endUnseen({ table }: StormContext, { item, effect }: { item: Item; effect: Item }): Promise<void> {
  const { pk, sk, v } = effect;
  const { attemptSince: _nothingMade, ...storm } = bodyOf<StormState>(item);
  await table.write([stormWrite({ ...storm, isOver: true }, item), { remove: { pk, sk }, when: { v } }]);
}

/** Ends a storm whose place is gone: what waits goes the way of each case, and the place rests for a while. */
export async function endGoneStorm({ table, now }: Pick<Context, 'table' | 'now'>, effect: Item): Promise<void> {
  const { pk, sk, v } = effect;
  const [item] = await table.get([stormKey(bodyOf<StormEffect>(effect).storm)]);
  if (item === undefined) return takeOff({ table }, effect);
  const { attemptSince: _refused, ...storm } = bodyOf<StormState>(item);
  await table.write([
    stormWrite({ ...storm, isOver: true, goneAt: now().toISOString() }, item),
    { remove: { pk, sk }, when: { v } },
  ]);
}

async function takeOff({ table }: Pick<Context, 'table'>, { pk, sk, v }: Item): Promise<void> {
  await table.write([{ remove: { pk, sk }, when: { v } }]);
}

async function writeStorm({ table }: Pick<Context, 'table'>, storm: StormState, from: Item): Promise<void> {
  const { conflicts } = await table.write([stormWrite(storm, from)]);
  if (conflicts.length > 0) throw new WorkedOnElsewhere(`two lanes worked on the storm ${storm.id}`);
}
