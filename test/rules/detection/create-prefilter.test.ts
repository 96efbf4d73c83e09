import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/json.ts';
import { createPrefilter } from '#rules/detection/create-prefilter.ts';
import type { Detection } from '#rules/detection/detection.ts';
import { hasSharedData, sharedRecords } from '#test/shared-data.ts';
import { cloudtrail } from '#bench/plain-rule.ts';
import { aRule } from './a-rule.ts';
import { detect } from './detect.ts';
import { sigmaRules } from './sigma-rules.ts';

function mayMatch(selection: JsonObject | Detection, text: string): boolean {
  return createPrefilter([aRule('r', selection)], cloudtrail).mayMatch(text)(0, text.length);
}

test.each<[JsonObject, string, boolean]>([
  [{ eventName: 'StopLogging' }, '{"eventName":"StopLogging"}', true],
  [{ eventName: 'StopLogging' }, '{"eventName":"stopLOGGING"}', true],
  [{ eventName: 'StopLogging' }, '{"eventName":"DescribeTrails"}', false],
  [{ eventName: 'StopLogging' }, '{"eventName" :\n "StopLogging"}', true],
  [{ eventName: 'StopLogging' }, '{"x":"eventName","eventName":"StopLogging"}', true],
  [{ eventName: 'StopLogging' }, '{"eventName":"x","y":{"eventName":"StopLogging"}}', true],
  [{ eventName: 'StopLogging' }, '{"event\\u004eame":"StopLogging"}', true],
  [{ eventName: 'StopLogging' }, '{"eventName":"Stop\\u004cogging"}', true],
  [{ eventName: 'StopLogging' }, '{"eventName":["StopLogging"]}', true],
  [{ eventName: 'StopLogging' }, '{"eventName":"Stop","x":"StopLogging"}', false],
  [{ eventName: 'StopLogging' }, '{"eventName":"StopLogging', true],
  [{ eventName: 'StopLogging' }, '{"eventName":', true],
  [{ eventName: 'StopLogging' }, '{"eventName":null}', false],
  [{ eventName: 'StopLogging' }, '{}', false],
  [{ eventName: 'StopKey' }, '{"eventName":"Stop\u212aey"}', true],
  [{ eventName: 'Ärger' }, '{"eventName":"Ã\u0084rger"}', true],
  [{ 'a.b.c': 'x' }, '{"a.b.c":"x"}', true],
  [{ 'a.b.c': 'x' }, '{"a":{"b.c":"x"}}', true],
  [{ 'a|contains': 'a"b' }, '{"a":"xa\\"bx"}', true],
  [{ 'a|contains': 'a/b' }, '{"a":"xa\\/bx"}', true],
  [{ 'a|contains': 'a/b' }, '{"a":"xacbx"}', false],
  [{ a: 1 }, '{"a":1e0}', true],
  [{ 'a|contains': 'Suspended' }, '{"a":{"b":"Suspended"}}', true],
  [{ 'a|exists': true, b: 'x' }, '{"a":1,"b":"y"}', false],
  [{ 'a[any]': { b: 'x' } }, '{"a":[{"b":"x"}]}', true],
  [{ 'a[any]': { b: 'x' } }, '{"a":[{"b":"y"}]}', false],
  [{ 'u|re': '.+:assumed-role/aws:.+' }, '{"u":"arn:aws:sts::1:assumed-role/aws:x"}', true],
  [{ 'u|re': '.+:assumed-role/aws:.+' }, '{"u":"arn:aws:sts::1:assumed-role/x"}', false],
  [{ '': 'break-glass' }, '{"labels":{"k8s.io/break-glass":"true"}}', true],
  [{ '': 'break-glass' }, '{"labels":{"k8s.io/BREAK-glass":"true"}}', true],
  [{ '': 'break-glass' }, '{"labels":{}}', false],
  [{ '': 'break-glass' }, '{"x":"brea\u212a-glass"}', true],
  [{ '': '"a":"foo' }, '{"a" : "foobar"}', true],
])('with %j, %s may match: %s', (selection, text, expected) => {
  expect(mayMatch(selection, text)).toBe(expected);
});

describe('a rule that a text cannot be let go of', () => {
  test.each<[string, JsonObject | Detection]>([
    ['without a witness', detect({ s: { a: 1 }, condition: 'not s' })],
    ['about an absent field', { a: null }],
    ['about a fact', { 'facts.country': 'DE' }],
    ['about a number anywhere', { '': 4625 }],
    ['about null anywhere', { '': 'null' }],
    ['about a field with a quote in its name', { 'a"b': 'x' }],
  ])('%s', (_, selection) => {
    const { mayMatch, unfiltered } = createPrefilter([aRule('x', { a: 'x' }), aRule('r', selection)], cloudtrail);
    expect(unfiltered.map(({ id }) => id)).toEqual(['r']);
    expect(mayMatch('{}')(0, 2)).toBe(true);
  });
  test('of another log does no harm', () => {
    const rules = [aRule('x', { a: 'x' }), aRule('r', { b: null }, { product: 'gcp' })];
    expect(createPrefilter(rules, cloudtrail).mayMatch('{}')(0, 2)).toBe(false);
  });
});

/** Names, values and ways to write them of which a search could miss one. */
const names = ['eventName', 'errorCode', 'type', 'arn', 'a.b'];
const values = ['Root', 'root/x', 'kiosk', 'StopLogging', 'i-0', 'true', '1', 'ä', 'x"y', 'x'];
const letters: Record<string, string[]> = {
  K: ['\u212a'],
  k: ['\u212a', '\\u212A'],
  i: ['\u0130'],
  '/': ['\\/'],
  o: ['\\u006f'],
};
const written = fc.record({
  name: fc.constantFrom(...names),
  value: fc.oneof(
    fc.tuple(fc.constantFrom(...values), fc.nat(3)).map(([value, disguise]) => disguisedIn(value, disguise)),
    fc.constantFrom('true', 'null', '1', '1e0', '[]', '["Root"]', '{"type":"Root"}', '["x",{"a":{"b":"StopLogging"}}]'),
  ),
});
const recordTexts = fc
  .tuple(fc.array(written, { maxLength: 5 }), fc.constantFrom('', ' ', '\n  '))
  .map(
    ([entries, space]) =>
      `{${entries.map(({ name, value }) => `${space}"${name}"${space}:${space}${value}`).join(',')}${space}}`,
  );
const selections = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom('', '|contains', '|startswith', '|endswith', '|re', '|exists'),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 7 }),
  )
  .map(
    ([name, modifier, wanted]): JsonObject =>
      modifier === '|exists' ? { [`${name}|exists`]: true } : { [name + modifier]: wanted },
  );

/** A JSON string with one of its letters written in another way that means the same, or the same in lower case. */
function disguisedIn(value: string, disguise: number): string {
  const json = JSON.stringify(value);
  const letter = Object.keys(letters).find((each) => json.includes(each));
  const other = letter === undefined ? undefined : letters[letter]?.[disguise];
  return letter === undefined || other === undefined ? json : json.replace(letter, () => other);
}

test('no record is lost, wherever it stands in a text and however it is written', () => {
  const some = fc.array(selections, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(some, fc.array(recordTexts, { minLength: 1, maxLength: 6 }), fc.boolean(), (given, texts, isLatin1) => {
      const rules = given.map((selection, n) => aRule(`r${n}`, selection));
      const { mayMatch } = createPrefilter(rules, cloudtrail);
      const pieces = texts.map((text) => (isLatin1 ? Buffer.from(text).toString('latin1') : text));
      const isIn = mayMatch(`{"Records":[${pieces.join(',')}]}`);
      let from = '{"Records":['.length;
      for (const [n, piece] of pieces.entries()) {
        const fields = JSON.parse(texts[n] ?? '') as JsonObject;
        const matching = rules.filter(({ detection }) => detection.matches({ fields })).map(({ id }) => id);
        if (!isIn(from, from + piece.length)) expect(matching, texts[n]).toEqual([]);
        from += piece.length + 1;
      }
    }),
    { numRuns: 2000 },
  );
});

test('a record beside one that matches is let go', () => {
  const { mayMatch } = createPrefilter(
    [aRule('r', { type: 'Root' }), aRule('s', { eventName: 'StopLogging' })],
    cloudtrail,
  );
  const records = [
    '{"type":"Role"}',
    '{"x":"Root","type":"User"}',
    '{"type":"root"}',
    '{"eventName":"x"}',
    '{"eventName":"StopLogging"}',
  ];
  const isIn = mayMatch(records.join(','));
  let from = 0;
  const said = records.map((record) => {
    const answer = isIn(from, from + record.length);
    from += record.length + 1;
    return answer;
  });
  expect(said).toEqual([false, false, true, false, true]);
  // Asked again from the beginning.
  expect([isIn(0, 15), isIn(43, 58)]).toEqual([false, true]);
});

describe.skipIf(!hasSharedData)('over real records', () => {
  test('no alert of a Sigma rule is lost, and most records are let go', () => {
    const rules = sigmaRules('aws').map(({ rule }) => rule);
    const filter = createPrefilter(rules, cloudtrail);
    expect(filter.unfiltered).toEqual([]);
    const records = [...sharedRecords('cloudtrail/invictus-aws.jsonl'), ...sharedRecords('cloudtrail/stratus.jsonl')];
    let letGo = 0;
    for (const record of records) {
      const text = JSON.stringify(record);
      if (filter.mayMatch(text)(0, text.length)) continue;
      letGo += 1;
      expect(rules.filter(({ detection }) => detection.matches({ fields: record }))).toEqual([]);
    }
    expect(letGo).toBeGreaterThan(records.length / 2);
  });
});
