import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundAlert, occurrenceIdOf } from '#core/alert.ts';
import { UnreadablePayload } from '#core/errors.ts';
import { fingerprintOf } from '#core/fingerprint.ts';
import type { Json } from '#core/json.ts';
import { asFile, fixture, readFile } from './read-file.ts';

const lists: Record<string, Json[]> = {
  guardduty: [
    ...fixture('guardduty-s3-export.jsonl').trim().split('\n').map(parsed),
    ...['event', 'sns'].map((name) => parsed(fixture(`guardduty-${name}.json`))),
  ],
  scc: [
    ...(parsed(fixture('scc-gcloud-list.json')) as Json[]),
    ...['notification', 'push'].map((name) => parsed(fixture(`scc-${name}.json`))),
  ],
  securityhub: [
    ...fixture('securityhub-lines.jsonl').trim().split('\n').map(parsed),
    ...['event', 'sns'].map((name) => parsed(fixture(`securityhub-${name}.json`))),
  ],
  'aws-config': [
    ...(parsed(fixture('aws-config-snapshot.json')) as { configurationItems: Json[] }).configurationItems,
    ...['event', 'sns'].map((name) => parsed(fixture(`aws-config-${name}.json`))),
  ],
  'aws-describe': ['security-groups', 'instances', 'databases', 'users', 'credential-report'].map((name) =>
    parsed(fixture(`aws-describe-${name}.json`)),
  ),
  cai: [
    ...fixture('cai-export.jsonl').trim().split('\n').map(parsed),
    ...['feed', 'feed-push'].map((name) => parsed(fixture(`cai-${name}.json`))),
  ],
  irene: fixture('irene-lines.jsonl').trim().split('\n').map(parsed),
  cloudtrail: [
    ...fixture('cloudtrail-lines.jsonl').trim().split('\n').map(parsed),
    ...['event', 'sns'].map((name) => parsed(fixture(`cloudtrail-${name}.json`))),
  ],
  'gcp-audit': [...(parsed(fixture('gcp-audit-gcloud-list.json')) as Json[]), parsed(fixture('gcp-audit-push.json'))],
};

function parsed(text: string): Json {
  return JSON.parse(text) as Json;
}

const strange = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    1e300,
    '',
    ' ',
    '\u0000',
    '\uD800',
    '<!channel>',
    '`*_~|',
    [],
    {},
    [[]],
    [null],
    [{}],
    '2026-99-99T99:99:99Z',
  ),
  fc.integer({ min: 1, max: 250 }).map((depth) => nest(depth)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
);

function nest(depth: number): Json {
  let value: Json = 'x';
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { x: value };
  return value;
}

/** The places of all values inside this one. */
function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_each, index) => index) : Object.keys(value);
  return [
    path,
    ...keys.flatMap((key) => placesIn((value as Record<string | number, Json>)[key] ?? null, [...path, key])),
  ];
}

function changed(value: Json, path: (string | number)[], to: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy = structuredClone(value) as Record<string | number, Json>;
  const inner = changed(copy[key] ?? null, rest, to);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy;
}

test.each(Object.entries(lists))(
  'whatever is wrong inside %s, every element is a record or a reject',
  async (source, elements) => {
    const places = elements.map((element) => placesIn(element));
    const one = fc
      .nat(elements.length - 1)
      .chain((at) =>
        fc.tuple(fc.constant(at), fc.constantFrom(...(places[at] ?? [])), fc.option(strange, { nil: undefined })),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 4 }), async (changes) => {
        const file = changes.map(([at, path, to]) => changed(elements[at] ?? null, path, to) ?? null);
        const { alerts, events, snapshots, reads } = await readFile(asFile(file), { source }).catch(onlyUnreadable);
        // an answer of AWS may list nothing
        if (source !== 'aws-describe') expect(reads.length >= file.length || reads.length === 0).toBe(true);
        for (const { at, account, resource } of snapshots) {
          expect(Date.parse(at)).not.toBeNaN();
          expect([account, resource.id, resource.type]).not.toContain('');
        }
        for (const event of events) {
          expect(Date.parse(event.at)).not.toBeNaN();
          expect([event.id, event.account]).not.toContain('');
          expect(event.id.length).toBeLessThanOrEqual(1000);
        }
        for (const alert of alerts) {
          expect(Date.parse(alert.at)).not.toBeNaN();
          expect(boundAlert(alert).facts.every((fact) => typeof fact.value === 'string')).toBe(true);
          expect(fingerprintOf(alert) + occurrenceIdOf(alert)).toMatch(/^[0-9a-f]{88}$/);
        }
      }),
      { numRuns: 300 },
    );
  },
);

const nothing = { alerts: [], events: [], snapshots: [], reads: [] } satisfies Partial<
  Awaited<ReturnType<typeof readFile>>
>;

function onlyUnreadable(error: unknown): typeof nothing {
  expect(error).toBeInstanceOf(UnreadablePayload);
  expect(error instanceof Error ? error.message : '').toContain('nested deeper than 200');
  return nothing;
}

test('a file that was damaged anywhere is read in part or refused, and nothing else', async () => {
  const whole = Buffer.from(fixture('guardduty-s3-export.jsonl'));
  const lines = whole.toString().trim().split('\n').length;
  const damage = fc.tuple(fc.nat(whole.length - 1), fc.nat(40), fc.uint8Array({ maxLength: 20 }));
  await fc.assert(
    fc.asyncProperty(damage, async ([at, length, bytes]) => {
      const file = Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + length)]);
      const { reads, alerts } = await readFile(file, { source: 'guardduty' });
      expect(alerts.length).toBeGreaterThanOrEqual(lines - 3);
      expect(reads.length).toBeGreaterThanOrEqual(lines - 2);
    }),
    // The first line broken in two behind a comma.
    { numRuns: 200, examples: [[[1063, 0, Uint8Array.from([10, 0])]]] },
  );
});
