import { cloudtrail, plainRule } from '#bench/plain-rule.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import type { Detection } from '#rules/detection/detection.ts';
import type { DetectionRule, Logsource } from '#rules/rule.ts';
import { detect } from './detect.ts';

/** A detection rule with this id that matches one selection, or what a whole detection does. */
export function aRule(id: string, selection: JsonObject | Detection, logsource: Logsource = cloudtrail): DetectionRule {
  return plainRule(id, isDetection(selection) ? selection : detect({ s: selection, condition: 's' }), logsource);
}

function isDetection(given: JsonObject | Detection): given is Detection {
  return typeof given['matches'] === 'function';
}

export function anEvent(record: JsonObject, logsource = cloudtrail): AuditEvent {
  return {
    source: 'cloudtrail',
    id: '1',
    at: '2026-01-31T12:00:00.000Z',
    provider: 'aws',
    account: '111122223333',
    logsource,
    record,
  };
}
