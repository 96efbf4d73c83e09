import { sleepsUntil } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import type { Alert } from '#core/alert.ts';
import type { Instant, Json } from '#core/json.ts';
import type { Destination, MirrorRef } from '#core/mirror.ts';
import type { Severity } from '#core/severity.ts';
import type { Folded } from '#core/storm.ts';
import { hourOf, type Item, type Key, type Write } from '#core/table.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import type { UndoNote } from '#core/undo-action.ts';

// Where the parts of a case lie in the table. Everything of one case shares its pk.

const dayInSeconds = 86_400;

export function caseKey(id: string): Key {
  return { pk: `case#${id}`, sk: 'case' };
}

export function occurrenceKey(caseId: string, occurrenceId: string): Key {
  return { pk: `case#${caseId}`, sk: `occ#${occurrenceId}` };
}

export function requestKey(caseId: string, requestId: string): Key {
  return { pk: `case#${caseId}`, sk: `req#${requestId}` };
}

/** Sort key of a timeline entry: the number padded, so that it sorts as text. */
export function timelineSk(seq: number): string {
  return `tl#${String(seq).padStart(9, '0')}`;
}

export function mirrorKey(caseId: string, { mirror, to }: Destination): Key {
  return { pk: `case#${caseId}`, sk: `mirror#${mirror}#${to}` };
}

/** An effect lies with its case, so that one alert changes few pages of a disk; its lane finds it as due. */
export function effectKey(caseId: string, { mirror, to }: Destination, because: 'changed' | 'again'): Key {
  return { pk: `case#${caseId}`, sk: `${because === 'again' ? 'again' : 'look'}#${mirror}#${to}` };
}

/** What is kept of a mirror's work: what it has shown, and when an attempt began that has not ended. */
export interface MirrorState {
  destination: Destination;
  ref?: MirrorRef;
  /** It is shown there by the card of a storm, as long as it has no `ref` of its own. */
  folded?: Folded;
  /** The link that the other mirrors have been told of. */
  toldUrl?: string;
  attemptSince?: Instant;
}

// Items hold what `JSON.parse` gives back; the types are ours on both sides of the table.
export function bodyOf<T>(item: Pick<Item, 'body'>): T {
  return item.body as unknown as T;
}

export function toBody(value: object): Json {
  return value as unknown as Json;
}

/** Partition of the change feed that holds the cases changed in this hour. */
export function changedCasesPk(hour: string): string {
  return `cases#${hour}`;
}

/** Partitions of what comes by the clock: the end of a snooze or silence, the next step of a case, the end of an acceptance. */
export const snoozedPk = 'snoozed';
export const livingPk = 'living';
export const acceptedPk = 'accepted';
/** After every date: of cases that wait for people alone. */
const noDate = '9999';

/** The case as an item: in the feed of changes, and due when the clock does something to it. */
export function caseItem(c: Case, changedAt: Instant): Item {
  return {
    ...caseKey(c.id),
    v: c.revision,
    body: toBody(c),
    changes: { pk: changedCasesPk(hourOf(changedAt)), sk: `${changedAt}#${c.id}` },
    ...dueOf(c),
  };
}

/** Every case that is not over has its place, so that those can be listed; of the closed only what is accepted for a time. */
function dueOf(c: Case): Pick<Item, 'due'> {
  const until = sleepsUntil(c);
  if (until !== undefined) return { due: { pk: snoozedPk, sk: `${until}#${c.id}` } };
  if (c.status !== 'closed' && c.severity === 'none') return {};
  if (c.status !== 'closed') return { due: { pk: livingPk, sk: `${c.upcoming?.[0]?.at ?? noDate}#${c.id}` } };
  return c.acceptedUntil === undefined ? {} : { due: { pk: acceptedPk, sk: `${c.acceptedUntil}#${c.id}` } };
}

/** One arrival, kept for 400 days. */
export function occurrenceWrite(
  caseId: string,
  occurrenceId: string,
  kept: { alert: Alert; severity: Severity; at: Date },
): Write {
  return {
    put: {
      ...occurrenceKey(caseId, occurrenceId),
      v: 1,
      body: toBody({ alert: kept.alert, severity: kept.severity, recordedAt: kept.at.toISOString() }),
      expires: Math.floor(kept.at.getTime() / 1000) + 400 * dayInSeconds,
    },
    when: 'absent',
  };
}

export function timelineWrites(caseId: string, entries: TimelineEntry[]): Write[] {
  return entries.map((entry) => ({
    put: { pk: `case#${caseId}`, sk: timelineSk(entry.seq), v: 1, body: toBody(entry) },
    when: 'absent',
  }));
}

/** Remembers a person's request for 7 days, so that its second delivery does nothing, and how to take it back. */
export function requestWrite(caseId: string, requestId: string, at: Date, undo?: UndoNote): Write {
  return {
    put: {
      ...requestKey(caseId, requestId),
      v: 1,
      body: undo === undefined ? null : toBody(undo),
      expires: Math.floor(at.getTime() / 1000) + 7 * dayInSeconds,
    },
    when: 'absent',
  };
}
