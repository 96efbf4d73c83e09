import type { Case } from '#core/case.ts';
import type { CaseView, Destination, Mirror, MirrorRef } from '#core/mirror.ts';
import { routeOf } from '#core/route.ts';
import { isReminder } from '#core/timeline.ts';
import type { Item, Key, Table, Write } from '#core/table.ts';
import { bodyOf, caseKey, mirrorKey, toBody, type MirrorState } from './case-items.ts';
import type { Context } from './context.ts';
import { effectWrites, remaining, type Effect } from './pending-effects.ts';
import { readMirrorStates } from './read-mirror-states.ts';
import { readTimeline } from './read-timeline.ts';
import { registerLanes } from './register-lanes.ts';
import { sameDestination, type Look } from './where-to-look.ts';

/** Another replica works on the same case at the same place, or has done so meanwhile: nothing is wrong, look again. */
export class WorkedOnElsewhere extends Error {
  override name = 'WorkedOnElsewhere';
}

type ReflectContext = Pick<Context, 'table' | 'policy' | 'places' | 'orders' | 'laneBell' | 'now' | 'log'>;

/**
 * Brings one destination in line with one case and takes the effect off its lane, unless the case changed meanwhile or
 * the mirror has something left for another look.
 * Before something new is made outside, the attempt is noted; after a crash the mirror first looks for what it made.
 * Throws what the mirror throws, and WorkedOnElsewhere.
 */
export async function reflect(context: ReflectContext, mirror: Mirror, to: string, effect: Item): Promise<void> {
  const destination = { mirror: mirror.name, to };
  const { caseId } = bodyOf<Effect>(effect);
  const seen = await readCase(context, caseId, { destination, reminds: mirror.reminds === true });
  if (seen === undefined) {
    context.log.error({ caseId, destination }, 'pending effect of a case that is not there');
    await context.table.write([removal(effect)]);
    return;
  }
  const attempt = await beginAttempt(context, mirror, seen);
  const ref = await mirror.reflect(seen.view(attempt.ref), to, attempt.ref);
  await endAttempt(context, { effect, seen, before: attempt.item, ref });
}

interface Seen {
  case: Case;
  destination: Destination;
  item: Item | undefined;
  state: MirrorState;
  elsewhere: CaseView['elsewhere'];
  view(ref: MirrorRef | undefined): CaseView;
}

async function readCase(
  context: ReflectContext,
  caseId: string,
  { destination, reminds }: { destination: Destination; reminds: boolean },
): Promise<Seen | undefined> {
  const { table } = context;
  const [stored] = await table.get([caseKey(caseId)]);
  if (stored === undefined) return undefined;
  const c = bodyOf<Case>(stored);
  const everywhere = await readMirrorStates(table, caseId);
  const here = everywhere.find((one) => sameDestination(one.state.destination, destination));
  const state = here?.state ?? { destination };
  const elsewhere = everywhere.flatMap((one) =>
    one === here || one.state.ref === undefined ? [] : [{ destination: one.state.destination, ref: one.state.ref }],
  );
  const timeline = await readTimeline(table, caseId, (state.ref?.shownSeq ?? 0) + 1, c.timelineLength);
  const route = routeOf(c, context.policy(), context.places, context.orders.subscribers(c));
  const now = context.now().toISOString();
  return {
    case: c,
    destination,
    item: here?.item,
    state,
    elsewhere,
    view: (ref) => ({
      case: c,
      news: timeline.filter((entry) => entry.seq > (ref?.shownSeq ?? 0) && (reminds || !isReminder(entry))),
      elsewhere,
      route,
      now,
    }),
  };
}

/**
 * Finds what an attempt that never ended had made, and notes the new attempt. Each is noted, since each may make
 * something: what it thought was there may have been deleted by a person.
 */
async function beginAttempt(
  context: ReflectContext,
  mirror: Mirror,
  seen: Seen,
): Promise<{ ref: MirrorRef | undefined; item: Item }> {
  const { state, destination } = seen;
  let { ref } = state;
  if (state.attemptSince !== undefined) {
    ref = (await mirror.findLost(seen.view(ref), destination.to, { ref, since: state.attemptSince })) ?? ref;
    context.log.info(
      { caseId: seen.case.id, destination, found: ref?.id },
      'looked for what an interrupted attempt had made',
    );
  }
  const noted: Item = {
    ...mirrorKey(seen.case.id, destination),
    v: (seen.item?.v ?? 0) + 1,
    body: toBody({
      ...state,
      ...(ref === undefined ? {} : { ref }),
      attemptSince: context.now().toISOString(),
    } satisfies MirrorState),
  };
  const { conflicts } = await context.table.write([
    { put: noted, when: seen.item === undefined ? 'absent' : { v: seen.item.v } },
  ]);
  if (conflicts.length > 0)
    throw new WorkedOnElsewhere(`another one works on ${seen.case.id} at ${destination.mirror} ${destination.to}`);
  return { ref, item: noted };
}

async function endAttempt(
  context: ReflectContext,
  { effect, seen, before, ref }: { effect: Item; seen: Seen; before: Item; ref: MirrorRef },
): Promise<void> {
  const { table } = context;
  const at = context.now();
  const key = mirrorKey(seen.case.id, seen.destination);
  const state: MirrorState = {
    destination: seen.destination,
    ref,
    ...(ref.url === undefined ? {} : { toldUrl: ref.url }),
  };
  const kept: Write = { put: { ...key, v: before.v + 1, body: toBody(state) }, when: { v: before.v } };
  const linked = ref.url !== undefined && ref.url !== seen.state.toldUrl ? othersThan(seen) : [];
  await registerLanes(table, linked);
  const rest = [kept, ...effectWrites(seen.case, linked, { urgent: false, at })];
  const settled = ref.left === undefined ? removal(effect) : remaining(effect, seen.case, { left: ref.left, at });
  const { conflicts } = await table.write([...rest, settled]);
  // The case changed while it was shown: what was shown is kept, and the newer effect stays for another look.
  if (conflicts.length > 0) await mustWrite(table, rest, key);
  if (linked.length > 0) context.laneBell.ring();
}

/** A link that is new here belongs to every other mirror, but holds up no case that is not shown there yet. */
function othersThan({ case: c, destination }: Seen): Look[] {
  const others = c.shownIn.filter((other) => other.mirror !== destination.mirror);
  return others.map((other) => ({ destination: other, because: 'again' }));
}

async function mustWrite(table: Table, batch: Write[], key: Key): Promise<void> {
  const { conflicts } = await table.write(batch);
  if (conflicts.length > 0)
    throw new WorkedOnElsewhere(`what was shown was not kept: ${key.pk} ${key.sk} was changed meanwhile`);
}

function removal(effect: Item): Write {
  return { remove: { pk: effect.pk, sk: effect.sk }, when: { v: effect.v } };
}
