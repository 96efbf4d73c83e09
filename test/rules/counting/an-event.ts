import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import type { Counting } from '#rules/counting/counting.ts';
import type { Match } from '#rules/counting/mark.ts';
import { parseCorrelation } from '#rules/counting/parse-correlation.ts';
import { parseCount } from '#rules/counting/parse-count.ts';

export const start = Date.parse('2026-03-01T00:00:00.000Z');

/** An event so many seconds after the start. */
export function anEvent(seconds: number, record: JsonObject = {}, id: string = `e${seconds}`): AuditEvent {
  return {
    source: 'cloudtrail',
    id,
    at: new Date(start + seconds * 1000).toISOString(),
    provider: 'aws',
    account: '111122223333',
    logsource: { product: 'aws', service: 'cloudtrail' },
    record,
  };
}

export function aMatch(rule: string, seconds: number, record: JsonObject = { ip: '198.51.100.7' }, id?: string): Match {
  return { rule, event: anEvent(seconds, record, id) };
}

/** The `count:` block of the rule `r`. */
export function aCount(block: object, id: string = 'r'): { id: string; counting: Counting } {
  const parsed = parseCount(block, id);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return { id, counting: parsed.counting };
}

export function aCorrelation(block: object, id: string): { id: string; kind: 'correlation'; counting: Counting } {
  const parsed = parseCorrelation(block);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return { id, kind: 'correlation', counting: parsed.counting };
}
