import type { Case } from '#core/case.ts';
import type { CaseView, MirrorRef } from '#core/mirror.ts';
import { isNoise, type TimelineEntry } from '#core/timeline.ts';

/** What Irene told PagerDuty last about a dedup key; `maybe` = a crash left it open whether it was told anything. */
export type KeyState = 'triggered' | 'acknowledged' | 'maybe';

/** The dedup keys that may have an open incident, oldest first. */
export type IncidentKeys = Map<string, KeyState>;

const states: ReadonlySet<unknown> = new Set<KeyState>(['triggered', 'acknowledged', 'maybe']);

/**
 * The dedup key that pages for the case now. Each episode is an incident of its own, and so is each new call within it:
 * an incident that somebody has acknowledged already would page nobody.
 */
export function currentKey(c: Case): string {
  return keyOf(c.id, c.episode, c.calls);
}

/** The keys that a ref remembers. */
export function keysOf(ref: MirrorRef | undefined): IncidentKeys {
  const kept = ref?.extra?.['keys'];
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return new Map();
  const known = Object.entries(kept).filter((entry): entry is [string, KeyState] => states.has(entry[1]));
  return new Map(known);
}

/**
 * Every key that an attempt may have used whose outcome is unknown: those of all episodes and calls since the
 * ref. More than were used do no harm, PagerDuty drops events for keys it does not know.
 */
export function possibleKeys({ case: c, news }: CaseView): string[] {
  const reopened = news.filter((entry) => entry.what === 'reopened').length;
  const calls = Math.max(news.filter(isCall).length, c.calls);
  const episodes = Array.from({ length: reopened + 1 }, (_, at) => c.episode - reopened + at).filter(
    (episode) => episode > 0,
  );
  return episodes.flatMap((episode) => Array.from({ length: calls + 1 }, (_, count) => keyOf(c.id, episode, count)));
}

function isCall(entry: TimelineEntry): boolean {
  return isNoise(entry) || entry.what === 'unacknowledged';
}

function keyOf(caseId: string, episode: number, calls: number): string {
  return calls === 0 ? `${caseId}:${episode}` : `${caseId}:${episode}:${calls}`;
}
