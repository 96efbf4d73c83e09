import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { alertSchema } from '#sources/irene/format.ts';
import { asFile, factsByLabel, fixture, readFile } from './read-file.ts';

const lines = await readFile(fixture('irene-lines.jsonl'));
const page = readFileSync(new URL('../../docs/format.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map((match) => match[1] ?? '');

test('an alert with only what is needed is read', () => {
  expect(lines).toMatchObject({ source: 'irene', rejects: [] });
  expect(lines.alerts[0]).toEqual({
    source: 'irene',
    id: 'x-1',
    type: 'shell-in-container',
    title: 'A shell in web-1',
    provider: 'other',
    account: 'shop-prod',
    resource: { id: 'k8s://prod/web-1', type: 'pod' },
    at: '2026-03-03T01:00:00.000Z',
    nativeSeverity: 'medium',
    facts: [],
  });
});

test('a product keeps its alerts apart and cannot pose as a source', () => {
  expect(lines.alerts[1]).toMatchObject({
    source: 'irene',
    id: 'falco/x-2',
    type: 'falco/shell-in-container',
    provider: 'gcp',
  });
  expect(factsByLabel(lines.alerts[1])).toEqual({ User: 'root', Lines: '3', Tty: 'true', Product: 'falco' });
});

test('an alert can say that it is over', () => {
  expect(lines.alerts[2]).toMatchObject({ ended: 'fixed', facts: [{ label: 'Command', value: 'id' }] });
});

test('a list under alerts is read', async () => {
  expect((await readFile(fixture('irene-alerts.json'))).alerts).toEqual(lines.alerts.slice(0, 1));
});

test('what does not fit is a reject that names the field', async () => {
  const good = JSON.parse(fixture('irene-alerts.json')).alerts[0];
  const bad = [
    { ...good, irene: 2 },
    { ...good, severity: 'urgent' },
    { ...good, at: 'yesterday' },
    { ...good, resource: { id: ' ', type: 'pod' } },
    { ...good, product: 'Guard Duty' },
    'text',
  ];
  const { alerts, rejects } = await readFile(asFile([...bad, good]));
  expect(alerts).toHaveLength(1);
  const named = ['irene', 'severity', 'at', 'resource.id', 'product', 'Invalid input'];
  for (const [index, word] of named.entries()) {
    expect(rejects[index]?.reason).toMatch(new RegExp(`^no alert in the format of Irene: ${word}`));
  }
});

test('the page shows the schema that is checked', () => {
  expect(JSON.parse(blocks.at(-1) ?? '')).toEqual(z.toJSONSchema(alertSchema, { io: 'input' }));
});

test('the examples of the page are read without a reject', async () => {
  const examples = blocks.slice(0, -1);
  expect(examples.length).toBeGreaterThanOrEqual(2);
  for (const example of examples) {
    const { source, alerts, rejects } = await readFile(example);
    expect({ source, alerts: alerts.length, rejects }).toEqual({ source: 'irene', alerts: 1, rejects: [] });
  }
});
