import { createHash } from 'node:crypto';
import type { Case } from './case.ts';
import type { Destination } from './mirror.ts';
import type { Instant } from './json.ts';
import { isWorse, type Severity } from './severity.ts';

/** More new cases at once than one place can show one by one: those that do not press are shown there as one. */
export interface Storm {
  id: string;
  destination: Destination;
  since: Instant;
  /** When the newest of its cases was folded into it. */
  lastAt: Instant;
  /** Its cases, by the severity they had when they were folded. */
  counts: Partial<Record<Severity, number>>;
  /** Nothing is folded into it any more. */
  isOver: boolean;
}

/** A case that was folded into a storm, as it was then. */
export interface Folded {
  storm: string;
  severity: Severity;
  episode: number;
  count: number;
}

/** A case that waits to be looked at, and how it is shown at that place by now. */
export interface WaitingCase {
  case: Case;
  shown: 'not' | 'folded' | 'card';
}

/** A storm is over when nothing was folded into it for so long and its lane has nothing else to do. */
export const stormQuietMs = 60_000;

export function stormIdOf({ mirror, to }: Destination, since: Instant): string {
  return createHash('sha256')
    .update(JSON.stringify([mirror, to, since]))
    .digest('hex')
    .slice(0, 12);
}

export function stormSize({ counts }: Pick<Storm, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/**
 * Which of the waiting cases are shown by the storm's card instead of one of their own: none while at most `cards` new
 * ones wait and no storm is on, else all new ones that do not press. Pure.
 */
export function casesToFold(waiting: WaitingCase[], { cards, isOn }: { cards: number; isOn: boolean }): Case[] {
  const fresh = waiting.filter(({ shown }) => shown === 'not').map((one) => one.case);
  return isOn || fresh.length > cards ? fresh.filter((c) => !isPressing(c)) : [];
}

/**
 * Whether a folded case needs a card of its own by now: it presses, it got worse, somebody acted on it, or it came
 * again after the storm.
 */
export function needsOwnCard(c: Case, then: Folded, { isOver }: Pick<Storm, 'isOver'>): boolean {
  if (isPressing(c) || isWorse(c.severity, then.severity)) return true;
  return isOver && c.status === 'open' && (c.episode > then.episode || c.count > then.count);
}

/** What a person did to a case is seen on its card, as is what may call people. */
function isPressing(c: Case): boolean {
  const isHandled = c.statusBy.kind === 'person' || c.severityBy.kind === 'person' || c.escalation !== undefined;
  return isHandled || isWorse(c.severity, 'medium');
}

/** What is remembered of a case in a storm: as it was folded, or as it was last seen in it while it is on. */
export function foldedAs(c: Case, storm: string, then?: Folded): Folded {
  return { storm, severity: then?.severity ?? c.severity, episode: c.episode, count: c.count };
}
