import type { Case } from '#core/case.ts';
import { foldedAs, needsOwnCard, type Storm } from '#core/storm.ts';
import type { Item, Write } from '#core/table.ts';
import { bodyOf, caseKey, mirrorKey, toBody, type MirrorState } from './case-items.ts';
import type { Context } from './context.ts';
import { isOfStorm, type Effect } from './pending-effects.ts';
import { stormKey } from './storm-items.ts';
import type { Lane } from './work-lane.ts';

/**
 * Takes the effect of a folded case off its lane where the card of its storm still says enough, and answers true: it
 * costs nothing outside, thus no turn of the lane.
 */
export async function settleFolded(
  { table }: Pick<Context, 'table'>,
  { mirror, to }: Pick<Lane, 'mirror' | 'to'>,
  effect: Item,
): Promise<boolean> {
  if (mirror.storm === undefined || isOfStorm(effect)) return false;
  const { caseId } = bodyOf<Effect>(effect);
  const [storedCase, storedState] = await table.get([caseKey(caseId), mirrorKey(caseId, { mirror: mirror.name, to })]);
  if (storedCase === undefined || storedState === undefined) return false;
  const state = bodyOf<MirrorState>(storedState);
  if (state.folded === undefined || state.ref !== undefined || state.attemptSince !== undefined) return false;
  const [storm] = await table.get([stormKey(state.folded.storm)]);
  const isOver = storm === undefined || bodyOf<Storm>(storm).isOver;
  const c = bodyOf<Case>(storedCase);
  if (needsOwnCard(c, state.folded, { isOver })) return false;
  const removal: Write = { remove: { pk: effect.pk, sk: effect.sk }, when: { v: effect.v } };
  // What comes while the storm is on is part of it; what comes later is compared with that.
  const seen = { ...storedState, v: storedState.v + 1, body: toBody(seenAgain(c, state)) };
  await table.write(isOver ? [removal] : [removal, { put: seen, when: { v: storedState.v } }]);
  return true;
}

function seenAgain(c: Case, state: MirrorState): MirrorState {
  return state.folded === undefined ? state : { ...state, folded: foldedAs(c, state.folded.storm, state.folded) };
}
