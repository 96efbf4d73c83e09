import { randomInt } from 'node:crypto';
import type { Case } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import type { Destination } from '#core/mirror.ts';
import { severityRank } from '#core/severity.ts';
import type { Item, Write } from '#core/table.ts';
import { toBody } from './case-items.ts';
import type { Look } from './where-to-look.ts';

/**
 * "Look at this case again", waiting in the lane of one destination. At most two a case and lane: one for its changes
 * and one for plain repeats, which must neither hold up nor push aside anything that is news.
 */
export interface Effect {
  caseId: string;
  /** 0 for a person's click, 1 (critical) to 5 (none) for changes, then repeats, then details. */
  priority: number;
  attempts: number;
  /** Not before then; absent = at once. */
  notBefore?: Instant;
  /** When it was postponed. Lies ahead of now after the machine's clock was set back: then `notBefore` says nothing. */
  postponedAt?: Instant;
  /** Why the last attempt did not work. */
  reason?: string;
}

const clickPriority = 0;
const repeatPriority = 6;
const detailsPriority = 7;

export function laneOf({ mirror, to }: Destination): string {
  return `lane#${mirror}#${to}`;
}

/** Partition that lists every lane there is. */
export const lanesPk = 'lanes';

/** Where in a lane the effects lie that wait for a time: behind all that do not. */
export const postponedFrom = '9#';

/** One write a look. A person's click (`urgent`) jumps the queue; else worst first, then oldest. */
export function effectWrites(c: Case, looks: Look[], urgent: boolean): Write[] {
  return looks.map(({ destination, because }) => {
    const place = because === 'again' ? again(c) : { sk: c.id, priority: urgent ? clickPriority : priorityOf(c) };
    return { put: effectItem(c, { pk: laneOf(destination), ...place }), when: 'any' };
  });
}

function again(c: Case): { sk: string; priority: number } {
  return { sk: `${c.id}#again`, priority: repeatPriority };
}

function priorityOf(c: Case): number {
  return 5 - severityRank(c.severity);
}

function effectItem(c: Case, { pk, sk, priority }: { pk: string; sk: string; priority: number }): Item {
  const effect: Effect = { caseId: c.id, priority, attempts: 0 };
  // A random version tells one put from the next: whoever works on the older one must not take the newer one away.
  const v = randomInt(1, 2 ** 47);
  return { pk, sk, v, body: toBody(effect), due: { pk, sk: `${priority}#${c.openedAt}#${c.id}` } };
}

/** What a look has left for another one, in the place of the effect that it worked on. */
export function remaining({ pk, sk, v }: Item, c: Case, left: 'news' | 'details'): Write {
  const priority = left === 'news' ? priorityOf(c) : detailsPriority;
  return { put: effectItem(c, { pk, sk, priority }), when: { v } };
}

/** The same effect, put at the end of its lane for so long from `now` on. */
export function postponed({ pk, sk, v }: Item, effect: Effect, { now, forMs }: { now: Date; forMs: number }): Write {
  const postponedAt = now.toISOString();
  const notBefore = new Date(now.getTime() + forMs).toISOString();
  const due = { pk, sk: `${postponedFrom}${notBefore}#${sk}` };
  return { put: { pk, sk, v, body: toBody({ ...effect, notBefore, postponedAt }), due }, when: { v } };
}

/** Its time has come, or the clock by which it was to wait has been set back since. */
export function isDue({ notBefore = '', postponedAt = '' }: Effect, now: Date): boolean {
  const at = now.toISOString();
  return notBefore <= at || postponedAt > at;
}
