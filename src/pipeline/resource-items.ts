import { createHash } from 'node:crypto';
import type { Alert } from '#core/alert.ts';
import type { Joined } from '#core/join-snapshot.ts';
import type { Instant } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import { hourOf, type Item, type Key, type Write } from '#core/table.ts';
import { cutText, oneLine } from '#core/text.ts';
import type { OpenRules } from '#rules/follow-resource.ts';
import { bodyOf, toBody } from './case-items.ts';

// Where a resource lies in the table: as it is now, as it was, and which cases are about it. All share its pk.

/** A resource as it is known now. */
export interface KnownResource extends Joined {
  /** Of the configuration as it came. */
  hash: string;
  /** When it became as it is. */
  changedAt: Instant;
  /** The file that brought it. */
  file: string;
  /** How many characters a configuration has that is too large to be kept here; then `snapshot.config` is empty. */
  tooLarge?: number;
  open: OpenRules;
  /** Decided and not yet recorded, as the process may have ended in between; the oldest first. */
  pending: Alert[];
}

const historySeconds = 400 * 86_400;
/** An item has at most 350 KB, and the alerts of its rules are kept beside the configuration. */
const mostConfig = 250 * 1024;
const longestId = 256;

/** Ids are whatever a file says; a key has its limits. */
function resourcePk(id: string): string {
  const clean = oneLine(id);
  if (clean.length <= longestId) return `res#${clean}`;
  return `res#${clean.slice(0, longestId - 33)}#${createHash('sha256').update(clean).digest('hex').slice(0, 32)}`;
}

export function resourceKey(id: string): Key {
  return { pk: resourcePk(id), sk: 'now' };
}

/** One a case about the resource, written together with the case. */
export function caseOfResourceWrite(resourceId: string, caseId: string): Write {
  return { put: { ...caseOfResourceKey(resourceId, caseId), v: 1, body: null }, when: 'any' };
}

function caseOfResourceKey(resourceId: string, caseId: string): Key {
  return { pk: resourcePk(resourceId), sk: `case#${caseId}` };
}

/** The range of the cases of a resource. */
export function casesOfResource(resourceId: string): { pk: string; from: string; to: string } {
  return { pk: resourcePk(resourceId), from: 'case#', to: 'case#\uFFFF' };
}

/** Its hash and its size in characters. */
export function markOf({ deleted, config }: ResourceSnapshot): { hash: string; size: number } {
  const text = deleted ? '' : JSON.stringify(config);
  return { hash: createHash('sha256').update(text).digest('hex').slice(0, 32), size: text.length };
}

/** A snapshot within the size that an item can have, and how large it was where it had to go without its configuration. */
export function boundSnapshot(joined: Joined, size: number): Joined & { tooLarge?: number } {
  const { snapshot } = joined;
  if (size * 3 <= mostConfig || Buffer.byteLength(JSON.stringify(snapshot.config)) <= mostConfig) return joined;
  return { ...joined, snapshot: { ...snapshot, config: {} }, tooLarge: size };
}

/** What is kept of an open alert: what a case that ends is told again, without what may be long. */
export function shortened(open: OpenRules): OpenRules {
  return Object.fromEntries(
    Object.entries(open).map(([id, { description: _1, url: _2, ...alert }]): [string, Alert] => [
      id,
      {
        ...alert,
        facts: alert.facts
          .slice(0, 8)
          .map(({ label, value }) => ({ label: cutText(label, 80), value: cutText(value, 120) })),
        ...(alert.rule === undefined ? {} : { rule: { ...alert.rule, values: [] } }),
      },
    ]),
  );
}

/** The resource as an item; in the feed of changes at its last change. */
export function resourceItem(known: KnownResource, v: number): Item {
  const key = resourceKey(known.snapshot.resource.id);
  const changes = { pk: `resources#${hourOf(known.changedAt)}`, sk: `${known.changedAt}#${key.pk}` };
  return { ...key, v, body: toBody(known), changes };
}

export function knownResourceOf(item: Item | undefined): KnownResource | undefined {
  return item === undefined ? undefined : bodyOf<KnownResource>(item);
}

/** How it was from `at` on, kept for 400 days. */
export function historyWrite(known: Pick<KnownResource, 'snapshot' | 'hash' | 'file' | 'tooLarge'>, now: Date): Write {
  const { snapshot, hash, file, tooLarge } = known;
  return {
    put: {
      pk: resourcePk(snapshot.resource.id),
      sk: `at#${snapshot.at}`,
      v: 1,
      body: toBody({ snapshot, hash, file, ...(tooLarge === undefined ? {} : { tooLarge }) }),
      expires: Math.floor(now.getTime() / 1000) + historySeconds,
    },
    when: 'any',
  };
}
