import { expect, test } from 'vitest';
import { boundAlert } from '#core/alert.ts';
import { joinLabels } from '#core/labels.ts';
import { recordFinding } from '#core/record-finding.ts';
import { aFinding, anAlert } from '#test/builders.ts';

const rule = { id: 'r', path: 'detect/r.yml', line: 1, key: [], values: [] };
const now = '2026-03-01T00:00:00.000Z';

test('the tags of rules become labels: lower case, sorted, each once, and stay when alerts of other rules come', () => {
  const tagged = (tags: string[]) => aFinding({ alert: boundAlert(anAlert({ rule: { ...rule, tags } })) });
  const opened = recordFinding(undefined, tagged(['IAM', 'attack.t1098', 'iam']), now).case;
  expect(opened.labels).toEqual(['attack.t1098', 'iam']);
  const again = recordFinding(opened, tagged(['Network']), now).case;
  expect(again.labels).toEqual(['attack.t1098', 'iam', 'network']);
  expect(recordFinding(again, aFinding({ alert: anAlert() }), now).case.labels).toEqual(again.labels);
});

test('an alert without a rule leaves a case without labels', () => {
  expect(recordFinding(undefined, aFinding({ alert: anAlert() }), now).case).not.toHaveProperty('labels');
});

test('labels have bounds, and what the case has already stays', () => {
  const known = Array.from({ length: 32 }, (_, n) => `z${String(n).padStart(2, '0')}`);
  expect(joinLabels(known, ['a']).labels).toEqual(known);
  const [long] = joinLabels([], ['x'.repeat(200), ' ', '\u0000']).labels ?? [];
  expect(long?.length).toBe(64);
});
