import type { Alert } from '#core/alert.ts';
import type { Finding } from '#core/record-finding.ts';
import type { Item, Key, Write } from '#core/table.ts';
import { memoryMs, type Sightings } from '#rules/first-seen/sightings.ts';
import { bodyOf, toBody } from './case-items.ts';
import { shortHash } from './short-hash.ts';
import type { Withdrawn } from './withdraw-occurrence.ts';

// Where it lies which values a field has had, for `facts.first_seen.<field>`: one item a value, account and source. A
// field that no rule asks about has none.

/** A value of a field, in one account and one source of records. */
export interface SeenName {
  field: string;
  source: string;
  account: string;
  value: string;
}

/** What is kept of a value. */
export interface SeenValueKept {
  sightings: Sightings;
  /** Alerts that rules have made because it was new at the moment of the alert. */
  told: Withdrawn[];
}

const marginSeconds = 3_600;
/** Alerts of one value: more rules than this do not ask for the same one. */
const mostTold = 20;

/** In this partition of the index `due` lie all values of the field, by when they were written last. */
export function seenPk(field: string): string {
  return `seen#${shortHash(field)}`;
}

export function seenKey({ field, source, account, value }: SeenName): Key {
  return { pk: `${seenPk(field)}#${shortHash(JSON.stringify([source, account, value]))}`, sk: 'seen' };
}

export function seenOf(item: Item | undefined): SeenValueKept {
  return item === undefined ? { sightings: [], told: [] } : bodyOf<SeenValueKept>(item);
}

/** What is kept, unless somebody else changed it. It vanishes by the clock: old files are looked at too. */
export function seenWrite(
  field: string,
  at: Key,
  kept: SeenValueKept,
  { from, now }: { from: Item | undefined; now: Date },
): Write {
  const item: Item = {
    ...at,
    v: (from?.v ?? 0) + 1,
    body: toBody({ ...kept, told: kept.told.slice(-mostTold) }),
    due: { pk: seenPk(field), sk: `${now.toISOString()}#${at.pk}` },
    expires: Math.ceil((now.getTime() + 2 * memoryMs) / 1000) + marginSeconds,
  };
  return { put: item, when: from === undefined ? 'absent' : { v: from.v } };
}

/** Without what may be long. */
export function shortFinding({ alert, fingerprint, severity }: Finding): Withdrawn {
  const { description: _1, url: _2, rule: _3, ...short } = alert;
  const kept: Alert = { ...short, facts: [] };
  return { alert: kept, fingerprint, severity };
}
