import { existsSync, globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '#core/json.ts';
import { compileDetection } from '#rules/detection/compile-detection.ts';
import { fieldMapOf } from '#rules/detection/field-map.ts';
import { naiveMatch } from './naive-sigma.ts';

/** SigmaHQ's rules and public logs, which may lie beside the project; they are no part of it. */
const data = new URL('../../../shared/data/', import.meta.url);
const isHere = existsSync(data);
if (!isHere) process.stdout.write(`skipped: the rules and logs are not at ${data.pathname}\n`);

/** As the field map of the engine, written anew by hand for the names that SigmaHQ's rules use. */
const gcpNames: Record<string, string> = {
  'gcp.audit.method_name': 'protoPayload.methodName',
  'data.protoPayload.authorizationInfo.granted': 'protoPayload.authorizationInfo.granted',
  'data.protoPayload.authorizationInfo.permission': 'protoPayload.authorizationInfo.permission',
  'data.protoPayload.logName': 'logName',
  'data.protoPayload.methodName': 'protoPayload.methodName',
  'data.protoPayload.resource.type': 'resource.type',
  'data.protoPayload.serviceName': 'protoPayload.serviceName',
  'protoPayload.Servicename': 'protoPayload.serviceName',
  eventName: 'protoPayload.metadata.event.eventName',
  eventService: 'protoPayload.serviceName',
};

function recordsIn(path: string): JsonObject[] {
  const lines = readFileSync(new URL(path, data), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const value = JSON.parse(line) as { log?: JsonObject } & JsonObject;
    return 'src' in value ? (value.log ?? value) : value;
  });
}

interface SigmaFile {
  logsource: { product: string; service: string };
  detection: JsonObject;
}

function rulesIn(folder: string): (SigmaFile & { path: string })[] {
  const paths = globSync(`${new URL(folder, data).pathname}/**/*.yml`).toSorted();
  return paths.map((path) => ({ ...(parse(readFileSync(path, 'utf8')) as SigmaFile), path }));
}

/** Records as a rule describes them: one for each value of each of its lists, at the place that `rename` tells. */
function recordsFor(block: JsonObject, rename: (field: string) => string): JsonObject[] {
  const entries = Object.entries(block)
    .filter(([name]) => name !== 'condition' && !name.startsWith('filter'))
    .flatMap(([, selection]) => (Array.isArray(selection) ? selection : [selection]))
    .flatMap((map) => (typeof map === 'object' && map !== null ? Object.entries(map) : []));
  const most = Math.max(1, ...entries.map(([, value]) => (Array.isArray(value) ? value.length : 1)));
  return Array.from({ length: most }, (_, i) => {
    const made: JsonObject = {};
    for (const [key, value] of entries) {
      const [field = '', modifier] = key.split('|');
      const one = Array.isArray(value) ? (value[i] ?? value[0] ?? null) : value;
      if (one !== null && typeof one !== 'object' && modifier !== 'fieldref')
        setAt(made, rename(field).split('.'), String(one).replaceAll('*', '1'));
    }
    return made;
  });
}

function setAt(record: JsonObject, [name = '', ...rest]: string[], value: Json): void {
  if (rest.length === 0) record[name] = value;
  else {
    const inner = record[name];
    record[name] = typeof inner === 'object' && inner !== null ? inner : {};
    setAt(record[name] as JsonObject, rest, value);
  }
}

function compiled(block: JsonObject, logsource?: SigmaFile['logsource']): (record: JsonObject) => boolean {
  const fieldMap = logsource === undefined ? undefined : fieldMapOf(logsource);
  const made = compileDetection(block, { lists: new Map(), ...(fieldMap === undefined ? {} : { fieldMap }) });
  if ('faults' in made) throw new Error(JSON.stringify([block, made.faults]));
  return (fields) => made.detection.matches({ fields });
}

describe.skipIf(!isHere)('the rules of SigmaHQ over public logs', () => {
  test.each([
    [
      'sigma/aws',
      57,
      ['cloudtrail/invictus-aws.jsonl', 'cloudtrail/stratus.jsonl', 'cloudtrail/traildiscover.jsonl'],
      (field: string) => field,
    ],
    ['sigma/gcp', 26, ['gcp-audit/events.jsonl'], (field: string) => gcpNames[field] ?? field],
  ])('%s: each of %d rules gives the verdicts of a plain reading', (folder, count, logs, rename) => {
    const rules = rulesIn(folder);
    expect(rules).toHaveLength(count);
    const made = rules.flatMap(({ detection }) => recordsFor(detection, rename));
    const records = [...logs.flatMap(recordsIn), ...made];
    const matched = new Set<string>();
    for (const { path, detection, logsource } of rules) {
      const matcher = compiled(detection, logsource);
      for (const [i, record] of records.entries()) {
        const expected = naiveMatch(detection, record, rename);
        if (matcher(record) !== expected)
          expect.fail(`${path} says ${!expected} of record ${i}: ${JSON.stringify(record)}`);
        if (expected) matched.add(path);
      }
    }
    expect(matched.size / count).toBeGreaterThan(0.9);
  });
});

const values = fc.oneof(
  fc.constantFrom<Json[]>(
    'Root',
    'root',
    'a.b',
    'x*y',
    'x\\*y',
    'a\\b',
    'C:\\Windows\\*',
    '',
    ' ',
    '-enc',
    '/enc',
    '\u2013enc',
  ),
  fc.constantFrom<Json[]>(
    true,
    false,
    0,
    1,
    1.5,
    -1,
    443,
    '443',
    'true',
    'null',
    '10.1.2.3',
    '192.168.0.9',
    'É',
    'ß',
    'İ',
  ),
  fc.string({ maxLength: 4 }),
);
const record = fc.letrec<{ value: Json; record: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    values,
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('record'),
  ),
  record: fc.dictionary(fc.constantFrom('a', 'b', 'a.b', 'c', 'A'), tie('value'), { maxKeys: 4 }),
})).record;

const field = fc.constantFrom('a', 'b', 'a.b', 'a.b.c', 'c', 'b.a');
const scalar = fc.oneof(
  values.filter((value) => value !== null),
  fc.constantFrom('*', '?', 'r*', '*o?', '\\*', '\\?', '\\\\', 'x\\*y', '\\a', '**', 'a*b*c'),
);
const entry = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      '',
      '|contains',
      '|startswith',
      '|endswith',
      '|cased',
      '|contains|cased',
      '|windash',
      '|contains|windash',
    ),
    fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 3 })),
  ),
  fc.tuple(fc.constantFrom('|contains|all', '|all', '|endswith|all'), fc.array(scalar, { minLength: 2, maxLength: 3 })),
  fc.tuple(fc.constant(''), fc.constant(null)),
  fc.tuple(fc.constant('|exists'), fc.boolean()),
  fc.tuple(fc.constant('|fieldref'), field),
  fc.tuple(fc.constantFrom('|lt', '|lte', '|gt', '|gte'), fc.constantFrom(0, 1, 443, '2')),
  fc.tuple(fc.constant('|cidr'), fc.constantFrom('10.0.0.0/8', '192.168.0.0/24')),
  fc.tuple(fc.constantFrom('|re', '|re|i'), fc.constantFrom('^r', 'o+t$', '^$', '[A-Z]', '.')),
);
const map = fc
  .array(fc.tuple(field, entry), { minLength: 1, maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs.map(([name, [modifiers, value]]) => [`${name}${modifiers}`, value])));
const selection = fc.oneof(map, fc.array(map, { minLength: 1, maxLength: 2 }));
const condition = fc.constantFrom(
  'sel_a',
  'not sel_a',
  'sel_a and not sel_b',
  'sel_a or sel_b and _c',
  '(sel_a or sel_b) and not _c',
  '1 of sel_*',
  'all of sel_*',
  '1 of them',
  'all of them',
  'not 1 of sel_* or _c',
  'NOT (sel_a AND sel_b)',
  'sel_a and sel_b or not not _c',
);

describe('rules and records made at random', () => {
  it('get the same verdict from the engine and from a plain reading', () => {
    fc.assert(
      fc.property(fc.tuple(selection, selection, selection), condition, record, ([a, b, c], condition, subject) => {
        const block = { sel_a: a, sel_b: b, _c: c, condition } as JsonObject;
        expect(compiled(block)(subject)).toBe(naiveMatch(block, subject));
      }),
      { numRuns: 3_000 },
    );
  });
});
