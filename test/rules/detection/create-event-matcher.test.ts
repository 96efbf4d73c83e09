import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { tryRules } from '#bench/rule-fuzz/try-rules.ts';
import type { JsonObject } from '#core/json.ts';
import { createEventMatcher } from '#rules/detection/create-event-matcher.ts';
import type { DetectionRule, Logsource } from '#rules/rule.ts';
import { cloudtrail } from '#bench/plain-rule.ts';
import { aRule, anEvent } from './a-rule.ts';
import { detect } from './detect.ts';

function matched(rules: DetectionRule[], record: JsonObject, logsource = cloudtrail): string[] {
  return createEventMatcher(rules)
    .match(anEvent(record, logsource))
    .map(({ id }) => id);
}

test('random rules over random records match as if each were asked by itself', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), fc.integer({ min: 1, max: 30 }), (seed, count) => {
      expect(tryRules(seed, count, 20).troubles).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('rules come in their order, whichever way they were found', () => {
  const rules = [
    aRule('last-name', { b: 'y' }),
    aRule('no-witness', detect({ s: { z: 1 }, condition: 'not s' })),
    aRule('prefix', { 'a|startswith': 'x' }),
    aRule('exact', { a: ['q', 'XYZ'] }),
    aRule('suffix', { 'a|endswith': 'z' }),
    aRule('inner', { 'a|contains': 'y' }),
    aRule('other', { a: 'other' }),
    aRule('present', { 'b|exists': true }),
    aRule('words', { '': 'xyz' }),
  ];
  const expected = rules.map(({ id }) => id).filter((id) => id !== 'other');
  expect(matched(rules, { a: 'xyz', b: ['n', 'y'] })).toEqual(expected);
  expect(matched(rules.toReversed(), { a: 'xyz', b: ['n', 'y'] })).toEqual(expected.toReversed());
  expect(matched(rules, {})).toEqual(['no-witness']);
});

test.each<[Logsource, { product: string; service: string }, boolean]>([
  [{}, cloudtrail, true],
  [{ product: 'aws' }, cloudtrail, true],
  [{ service: 'cloudtrail' }, cloudtrail, true],
  [{ product: 'AWS', service: 'CloudTrail' }, cloudtrail, true],
  [{ product: 'aws', service: 'guardduty' }, cloudtrail, false],
  [{ product: 'gcp' }, cloudtrail, false],
  [{ category: 'webserver' }, cloudtrail, false],
  [{ product: 'aws', service: 'cloudtrail', category: 'cloud' }, cloudtrail, false],
  [{ product: 'gcp', service: 'gcp.audit' }, { product: 'gcp', service: 'gcp.audit' }, true],
  [{ product: 'gcp', service: 'google_workspace.login' }, { product: 'gcp', service: 'gcp.audit' }, true],
  [{ product: 'gcp', service: 'google_workspace.admin' }, { product: 'gcp', service: 'audit' }, true],
  [{ product: 'gcp', service: 'gcp.dns' }, { product: 'gcp', service: 'gcp.audit' }, false],
])('a rule for %j is asked of events of %j: %s', (logsource, event, isAsked) => {
  expect(matched([aRule('r', { a: 1 }, logsource)], { a: 1 }, event)).toEqual(isAsked ? ['r'] : []);
});

test('events of very many logs do not fill the memory, and are still matched', () => {
  const matcher = createEventMatcher([aRule('r', { a: 1 }, { product: 'p' })]);
  for (let n = 0; n < 3000; n += 1)
    expect(matcher.match(anEvent({ a: 1 }, { product: 'p', service: `s${n}` }))).toHaveLength(1);
});

test('a fact is looked up once for each rule that comes so far, with the time of the event as now', () => {
  const asked: string[] = [];
  const rules = [
    aRule('far', { a: 'x', 'facts.country': 'FR' }),
    aRule('near', { a: 'y', 'facts.country': 'FR' }),
    aRule('old', { 'created|older_than': '1h' }),
  ];
  const fact = (name: string): string => {
    asked.push(name);
    return 'FR';
  };
  const hits = createEventMatcher(rules).match(anEvent({ a: 'x', created: '2026-01-31T10:00:00Z' }), fact);
  expect(hits.map(({ id }) => id)).toEqual(['far', 'old']);
  expect(asked).toEqual(['country']);
});

test('a detection that cannot be looked into is asked of every event', () => {
  const odd = { matches: () => true, explain: () => ({ matched: true, what: '', parts: [], path: [] }), fields: [] };
  expect(matched([aRule('odd', odd), aRule('even', { a: 1 })], { a: 2 })).toEqual(['odd']);
});
