import type { Alert, Fact } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import { alertByRule } from './alert-by-rule.ts';
import { awsFacts, awsResource, awsUrl } from './alert-of-event/aws.ts';
import { gcpFacts, gcpResource, gcpUrl } from './alert-of-event/gcp.ts';
import { keyText, readField } from './counting/read-field.ts';
import type { Subject } from './detection/detection.ts';
import type { DetectionRule } from './rule.ts';
import { seenValues } from './seen-values.ts';

/** What a rule says of an event that it matches: what it is about, who did it from where, and what the rule saw. */
export function alertOfEvent(rule: DetectionRule, event: AuditEvent, fact?: Subject['fact']): Alert {
  const { id, at, record } = event;
  const subject = { fields: record, now: Date.parse(at), ...(fact === undefined ? {} : { fact }) };
  return alertByRule(rule, event, {
    id,
    resource: resourceOf(event),
    at,
    facts: factsOfEvent(event),
    url: urlOf(event),
    key: keyOf(rule, event),
    values: seenValues(rule.detection, subject),
  });
}

/** Who and where, the most telling first. */
export function factsOfEvent({ provider, record }: AuditEvent): Fact[] {
  return provider === 'gcp' ? gcpFacts(record) : awsFacts(record);
}

/** What the event is about, as far as it says so; else its account. */
export function resourceOf(event: AuditEvent): Alert['resource'] {
  const found = event.provider === 'gcp' ? gcpResource(event) : awsResource(event);
  return found ?? { id: event.account, type: 'Account' };
}

function urlOf(event: AuditEvent): string | undefined {
  return event.provider === 'gcp' ? gcpUrl(event) : awsUrl(event);
}

/** A field that is not there is an empty part: the others still tell two apart. Without any of them the usual identity holds. */
function keyOf({ key }: DetectionRule, { record }: AuditEvent): string[] {
  const values = key.map((field) => keyText(readField(record, field)) ?? '');
  return values.some((value) => value !== '') ? values : [];
}
