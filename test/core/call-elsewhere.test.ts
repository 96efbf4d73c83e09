import { expect, it } from 'vitest';
import { mustCallElsewhere } from '#core/call-elsewhere.ts';
import type { Case } from '#core/case.ts';
import { aCase, noon } from '#test/builders.ts';

function anOpsCase(type: string, about: string, given: Partial<Case> = {}): Case {
  const resource = { id: about, type: 'irene' };
  return aCase({ sources: ['irene-ops'], type, resource, severity: 'high', ...given });
}

it('PagerDuty is told of what Slack does not take, and not of all that follows from it', () => {
  expect(mustCallElsewhere(anOpsCase('mirror-failing', 'slack C0OPS'), 'C0OPS')).toBe(true);
  expect(mustCallElsewhere(anOpsCase('dead-letter', 'scc: Error'), 'C0OPS')).toBe(true);
  expect(mustCallElsewhere(anOpsCase('mirror-failing', 'github acme/security'), 'C0OPS')).toBe(true);
  expect(mustCallElsewhere(anOpsCase('lag', 'files'), 'C0OPS')).toBe(true);
  expect(mustCallElsewhere(anOpsCase('mirror-failing', 'slack C0WEB'), 'C0OPS')).toBe(false);
  expect(mustCallElsewhere(anOpsCase('lag', 'slack C0WEB'), 'C0OPS')).toBe(false);
});

it('PagerDuty is not told of what calls nobody, was answered, or was told there already', () => {
  const by = { kind: 'system', id: 'irene' } as const;
  const escalation = { at: noon, by, to: { id: 'pagerduty', label: 'PagerDuty' } };
  expect(mustCallElsewhere(anOpsCase('rejected-records', 'scc', { severity: 'medium' }), 'C0OPS')).toBe(false);
  expect(mustCallElsewhere(anOpsCase('gap', 'files', { status: 'acknowledged' }), 'C0OPS')).toBe(false);
  expect(mustCallElsewhere(anOpsCase('gap', 'files', { escalation }), 'C0OPS')).toBe(false);
  expect(mustCallElsewhere(aCase({ severity: 'critical' }), 'C0OPS')).toBe(false);
});
