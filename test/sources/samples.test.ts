import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fingerprintOf } from '#core/fingerprint.ts';
import type { Alert } from '#core/alert.ts';
import { readFile } from './read-file.ts';

const folder = new URL('../../sandbox/samples/', import.meta.url);
const names = readdirSync(folder).filter((name) => /\.jsonl?$/.test(name));

async function sample(name: string): Promise<Alert> {
  const { source, alerts, rejects } = await readFile(readFileSync(new URL(name, folder)));
  expect({ name, source, rejects }).toEqual({ name, source: name.split('-')[0], rejects: [] });
  expect(alerts).toHaveLength(1);
  return alerts[0] as Alert;
}

test('every sample is one alert of the demo, and the page tells what it is', async () => {
  const page = readFileSync(new URL('README.md', folder), 'utf8');
  const accounts = new Set(['111122223333', '444455556666', 'web-prod', 'data-prod']);
  for (const name of names) {
    expect(accounts).toContain((await sample(name)).account);
    expect(page).toContain(`\`${name}\``);
  }
});

test.each([
  ['guardduty-ssh-brute-force.jsonl', 'guardduty-ssh-brute-force-again.jsonl'],
  ['scc-open-firewall.json', 'scc-open-firewall-fixed.json'],
])('%s and %s are one case, the second later', async (first, second) => {
  const [before, after] = [await sample(first), await sample(second)];
  expect(fingerprintOf(after)).toBe(fingerprintOf(before));
  expect(after.id).toBe(before.id);
  expect(after.at > before.at).toBe(true);
});
