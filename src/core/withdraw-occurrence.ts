import type { Actor } from './actor.ts';
import type { Alert } from './alert.ts';
import type { Case } from './case.ts';
import type { Instant } from './json.ts';
import { withoutStatusDetails } from './case-details.ts';
import type { Recorded } from './record-finding.ts';
import type { TimelineEntry } from './timeline.ts';

/** What a case still holds without the occurrence that goes. */
export interface Rest {
  newest: Alert;
  firstAt: Instant;
}

/** For people, in the case's history. */
const why = 'events that came late show that it did not happen this way';

/**
 * The case without one of its occurrences: a rule that counts had fired, and events that came late show that it does
 * not. `rest` is undefined when it was the only one,
 * `as before` when it was neither the oldest nor the newest; then the case is closed, unless a person has taken it in hand.
 * Severity and sources stay: people may have acted on them. Pure.
 */
export function withdrawOccurrence(c: Case, rest: Rest | 'as before' | undefined, now: Instant): Recorded {
  const counted = { ...c, ...restOf(rest), count: Math.max(0, c.count - 1), revision: c.revision + 1 };
  const isInHand = c.statusBy.kind === 'person' || c.severityBy.kind === 'person' || c.escalation !== undefined;
  if (rest !== undefined || c.status === 'closed' || isInHand)
    return { case: counted, entries: [], reach: c.status === 'open' ? 'repeats' : 'nowhere' };
  const by: Actor = { kind: 'system', id: c.sources[0] ?? 'irene' };
  // Not as a false positive: the next alert must bring the case back.
  const entry: TimelineEntry = { what: 'closed', reason: 'duplicate', seq: c.timelineLength + 1, at: now, by, why };
  return {
    case: {
      ...withoutStatusDetails(counted),
      status: 'closed',
      reason: 'duplicate',
      statusBy: by,
      statusAt: now,
      statusComment: why,
      timelineLength: entry.seq,
    },
    entries: [entry],
    reach: c.shownIn.length > 0 ? 'everywhere' : 'nowhere',
  };
}

function restOf(rest: Rest | 'as before' | undefined): Partial<Case> {
  if (rest === undefined || rest === 'as before') return {};
  const { newest, firstAt } = rest;
  return {
    title: newest.title,
    ...(newest.description === undefined ? {} : { description: newest.description }),
    ...(newest.region === undefined ? {} : { region: newest.region }),
    resource: newest.resource,
    facts: newest.facts,
    ...(newest.url === undefined ? {} : { url: newest.url }),
    firstSeenAt: firstAt,
    lastSeenAt: newest.at,
  };
}
