import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Json } from '#core/json.ts';
import { asFile, readFile } from './read-file.ts';

/** Real samples from public projects, which may lie beside the project; they are no part of it. */
const data = new URL('../../../shared/data/', import.meta.url);

type Event = { 'detail-type': Json };

function eventsIn(text: string): Event[] {
  return text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: Event }).event);
}

const isHere = existsSync(data);
if (!isHere) process.stdout.write(`skipped: the real samples are not at ${data.pathname}\n`);

test.skipIf(!isHere).for<[string, string, (text: string) => string, number]>([
  ['guardduty/findings.jsonl', 'guardduty', (text: string) => text, 8],
  ['scc/sra-findings.jsonl', 'scc', (text: string) => eventsIn(text).map(asLine).join('\n'), 16],
  [
    'aws-api/cwe-events.jsonl',
    'guardduty',
    (text: string) => eventsIn(text).filter(isGuardDuty).map(asLine).join('\n'),
    2,
  ],
])('every real sample in %s is read', async ([path, expected, toFile, atLeast]) => {
  const file = new URL(path, data);
  const { source, alerts, rejects } = await readFile(toFile(readFileSync(file, 'utf8')));
  expect({ source, rejects }).toEqual({ source: expected, rejects: [] });
  expect(alerts.length).toBeGreaterThanOrEqual(atLeast);
  for (const { id, type, account, resource } of alerts) expect([id, type, account, resource.id]).not.toContain('');
});

function asLine(event: Event): string {
  return asFile(event);
}

function isGuardDuty(event: Event): boolean {
  return event['detail-type'] === 'GuardDuty Finding';
}
