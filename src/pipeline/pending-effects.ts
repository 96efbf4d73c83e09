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
  /** When it was put; an effect in the place of an older one begins anew. */
  since?: Instant;
  /** Not before then; absent = at once. */
  notBefore?: Instant;
  /** Why the last attempt did not work. */
  reason?: string;
}

const clickPriority = 0;
const repeatPriority = 6;
const detailsPriority = 7;

/** Whether people wait for it: a change of a case, no counter and no details. */
export function isNews({ priority }: Effect): boolean {
  return priority < repeatPriority;
}

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
    const place = because === 'again' ? again(c) : { sk: c.id, priority: urgent ? clickPriority : priorityOf(c) };
    return { put: effectItem(c, { pk: laneOf(destination), ...place, at }), when: 'any' };
  });
}

function again(c: Case): { sk: string; priority: number } {
  return { sk: `${c.id}#again`, priority: repeatPriority };
}

function priorityOf(c: Case): number {
  return 5 - severityRank(c.severity);
}

type Place = { pk: string; sk: string; priority: number; at: Date };

function effectItem(c: Case, { pk, sk, priority, at }: Place): Item {
  const effect: Effect = { caseId: c.id, priority, attempts: 0, since: at.toISOString() };
  // A random version tells one put from the next: whoever works on the older one must not take the newer one away.
  const v = randomInt(1, 2 ** 47);
  return { pk, sk, v, body: toBody(effect), due: { pk, sk: `${priority}#${c.openedAt}#${c.id}` } };
}

/** What a look has left for another one, in the place of the effect that it worked on. */
export function remaining({ pk, sk, v }: Item, c: Case, { left, at }: { left: 'news' | 'details'; at: Date }): Write {
  const priority = left === 'news' ? priorityOf(c) : detailsPriority;
  return { put: effectItem(c, { pk, sk, priority, at }), when: { v } };
}

/** The same effect, put at the end of its lane until `notBefore`. */
export function postponed({ pk, sk, v }: Item, effect: Effect, notBefore: Instant): Write {
  const due = { pk, sk: `${postponedFrom}${notBefore}#${sk}` };
  return { put: { pk, sk, v, body: toBody({ ...effect, notBefore }), due }, when: { v } };
}
