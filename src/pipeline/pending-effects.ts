import { randomInt } from 'node:crypto';
import type { Case } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import type { Destination } from '#core/mirror.ts';
import { severityRank } from '#core/severity.ts';
import type { Storm } from '#core/storm.ts';
import type { Item, Key, Write } from '#core/table.ts';
import { bodyOf, effectKey, toBody } from './case-items.ts';
import type { Look } from './where-to-look.ts';

/** What waits in the lane of one destination. */
interface Pending {
  /** 0 for a person's click, 1 (critical) to 5 (none) for changes, then repeats, then details, then a storm's end. */
  priority: number;
  attempts: number;
  /** When it was put; an effect in the place of an older one begins anew. */
  since?: Instant;
  /** Not before then; absent = at once. */
  notBefore?: Instant;
  /** When it was postponed. Lies ahead of now after the machine's clock was set back: then `notBefore` says nothing. */
  postponedAt?: Instant;
  /** Why the last attempt did not work. */
  reason?: string;
}

/**
 * "Look at this case again". At most two a case and lane: one for its changes and one for plain repeats and links, which
 * must neither hold up nor push aside anything that is news.
 */
export interface Effect extends Pending {
  caseId: string;
}

/** "Look at this storm's card again": at most one a lane. */
export interface StormEffect extends Pending {
  storm: string;
}

const clickPriority = 0;
const repeatPriority = 6;
const detailsPriority = 7;

/** Whether people wait for it: a change of a case, no counter and no details. */
export function isNews({ priority }: Effect): boolean {
  return priority < repeatPriority;
}

/** Before all that will be folded into it; like a repeat; when nothing else is left. */
const stormPriorities = { begins: 3, grows: repeatPriority, ends: 8 } as const;
const stormSk = 'storm';

export function laneOf({ mirror, to }: Destination): string {
  return `lane#${mirror}#${to}`;
}

/** Partition that lists every lane there is. */
export const lanesPk = 'lanes';

/** Where in a lane the effects lie that wait for a time: behind all that do not. */
export const postponedFrom = '9#';

/** One write a look. A person's click (`urgent`) jumps the queue; else worst first, then oldest. */
export function effectWrites(c: Case, looks: Look[], { urgent, at }: { urgent: boolean; at: Date }): Write[] {
  return looks.map(({ destination, because }) => {
    const changed = urgent ? clickPriority : priorityOf(c);
    const priority = because === 'again' ? repeatPriority : changed;
    const place = { key: effectKey(c.id, destination, because), lane: laneOf(destination), priority, at };
    return { put: effectItem(c, place), when: 'any' };
  });
}

/** Whether a person waits for it. */
export function isClick(effect: Item): boolean {
  return bodyOf<Effect | StormEffect>(effect).priority === clickPriority;
}

function priorityOf(c: Case): number {
  return 5 - severityRank(c.severity);
}

type Place = { key: Key; lane: string; priority: number; at: Date };

function effectItem(c: Case, { key, lane, priority, at }: Place): Item {
  const effect: Effect = { caseId: c.id, priority, attempts: 0, since: at.toISOString() };
  // A random version tells one put from the next: whoever works on the older one must not take the newer one away.
  const v = randomInt(1, 2 ** 47);
  return { ...key, v, body: toBody(effect), due: { pk: lane, sk: `${priority}#${c.openedAt}#${c.id}` } };
}

/** The lane in which an effect waits. */
export function laneOfEffect({ pk, due }: Pick<Item, 'pk' | 'due'>): string {
  return due?.pk ?? pk;
}

/** What a look has left for another one, in the place of the effect that it worked on. */
export function remaining(item: Item, c: Case, { left, at }: { left: 'news' | 'details'; at: Date }): Write {
  const { pk, sk, v } = item;
  const priority = left === 'news' ? priorityOf(c) : detailsPriority;
  return { put: effectItem(c, { key: { pk, sk }, lane: laneOfEffect(item), priority, at }), when: { v } };
}

/** The same effect, put at the end of its lane for so long from `now` on. */
export function postponed(
  item: Item,
  effect: Effect | StormEffect,
  { now, forMs }: { now: Date; forMs: number },
): Write {
  const notBefore = new Date(now.getTime() + forMs).toISOString();
  const { pk, sk, v } = item;
  const body = toBody({ ...effect, notBefore, postponedAt: now.toISOString() });
  return { put: { pk, sk, v, body, due: postponedPlace(laneOfEffect(item), item, notBefore) }, when: { v } };
}

/** Its time has come, or the clock by which it was to wait has been set back since. */
export function isDue({ notBefore = '', postponedAt = '' }: Effect | StormEffect, now: Date): boolean {
  const at = now.toISOString();
  return notBefore <= at || postponedAt > at;
}

function postponedPlace(lane: string, { pk }: Key, notBefore: Instant): Key {
  return { pk: lane, sk: `${postponedFrom}${notBefore}#${pk}` };
}

/** The same effect at the same place, with what was learnt of it. */
export function keptInPlace(item: Item, effect: Effect | StormEffect): Write {
  return { put: { ...item, body: toBody(effect) }, when: { v: item.v } };
}

export function isOfStorm({ sk }: Key): boolean {
  return sk === stormSk;
}

/** A look at the storm's card, in the place of the one that waits, not before `notBefore`. */
export function stormEffectItem(
  { id, destination }: Pick<Storm, 'id' | 'destination'>,
  why: keyof typeof stormPriorities,
  notBefore?: Instant,
): Item {
  const key = { pk: laneOf(destination), sk: stormSk };
  const priority = stormPriorities[why];
  const effect: StormEffect = {
    storm: id,
    priority,
    attempts: 0,
    ...(notBefore === undefined ? {} : { notBefore }),
  };
  const due = notBefore === undefined ? { pk: key.pk, sk: `${priority}#0` } : postponedPlace(key.pk, key, notBefore);
  return { ...key, v: randomInt(1, 2 ** 47), body: toBody(effect), due };
}

/** Whether this look at a storm's card is the one that ends the storm. */
export function isStormEnd({ priority }: StormEffect): boolean {
  return priority === stormPriorities.ends;
}

/** The ranges of a lane with changes that wait for nothing: of critical and high cases, and of lower ones. */
export const changesOf = {
  higher: { from: '1#', to: '2#\uFFFF' },
  lower: { from: '3#', to: '5#\uFFFF' },
} as const;
