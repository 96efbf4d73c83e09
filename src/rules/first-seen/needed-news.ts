import type { AuditEvent } from '#core/audit-event.ts';
import type { FactLookup } from '#core/facts.ts';
import type { DetectionRule } from '../rule.ts';
import { firstSeenIn } from './first-seen-fields.ts';

/** The fields of an event that a rule matches only because their values are new. */
export function neededNews(rule: DetectionRule, { at, record }: AuditEvent, fact: FactLookup): string[] {
  return firstSeenIn(rule).filter((field) => {
    const name = `first_seen.${field}`;
    if (fact(name) !== true) return false;
    const known: FactLookup = (asked) => (asked === name ? false : fact(asked));
    return !rule.detection.matches({ fields: record, now: Date.parse(at), fact: known });
  });
}
