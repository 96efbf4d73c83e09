import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import { createEventMatcher } from '#rules/detection/create-event-matcher.ts';
import { aRule, anEvent } from './a-rule.ts';
import { detect, isMatch } from './detect.ts';

/** Runs it and says how many ms of the processor it took. */
function cpuOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const megabyte = 1_000_000;

test.each<[string, JsonObject, string, boolean]>([
  ['nested quantifiers', { 'a|re': '(a+)+$' }, `${'a'.repeat(megabyte)}!`, false],
  ['alternatives that overlap', { 'a|re': '(a|a)*b' }, 'a'.repeat(megabyte), false],
  ['many stars', { 'a|re': '(.*)(.*)(.*)(.*)x' }, 'a'.repeat(megabyte), false],
  ['many wildcards', { a: '*a*a*a*a*a*a*a*a*b' }, 'a'.repeat(megabyte), false],
  ['a wildcard amid letters', { a: '*aaaa?b*' }, 'a'.repeat(megabyte), false],
  ['a long text', { 'a|contains': 'needle' }, `${'a'.repeat(megabyte)}needle`, true],
  ['a long text without an address', { 'a|cidr': '10.0.0.0/8' }, '1'.repeat(megabyte), false],
  ['a long text without a number', { 'a|gt': 1 }, '1'.repeat(megabyte), false],
  ['a long text without a date', { 'a|hour': 1 }, '1'.repeat(megabyte), false],
  ['a long keyword', { '': 'needle' }, 'a'.repeat(megabyte), false],
])('%s do not hang', (_, selection, text, matches) => {
  const ms = cpuOf(() => expect(isMatch(selection, { a: text })).toBe(matches));
  expect(ms).toBeLessThan(2000);
});

test('a record with 10,000 keys, one with 200 levels, lists within lists', () => {
  const wide: JsonObject = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`key${n}`, n]));
  let deep: Json = 'needle';
  for (let n = 0; n < 200; n += 1) deep = n % 2 === 0 ? [deep] : { a: deep };
  const path = Array.from({ length: 100 }, () => 'a').join('.');
  expect(isMatch({ key9999: 9999 }, wide)).toBe(true);
  expect(isMatch({ '': 'key9999' }, wide)).toBe(true);
  expect(isMatch({ [path]: 'needle' }, deep as JsonObject)).toBe(true);
  expect(isMatch({ '': 'NEEDLE' }, deep as JsonObject)).toBe(true);
  expect(isMatch({ 'a|contains': 'needle' }, deep as JsonObject)).toBe(true);
});

test('10,000 rules compile and are indexed in reasonable time, and an event meets only those that it may match', () => {
  let asked = 0;
  const ms = cpuOf(() => {
    const rules = Array.from({ length: 10_000 }, (_, n) => {
      const detection = detect({
        s: { eventSource: `s${n % 50}.amazonaws.com`, eventName: [`Do${n}`, `Undo${n}`] },
        filter: { 'userAgent|contains': 'x' },
        condition: 's and not filter',
      });
      const counted = { ...detection, matches: (subject: never) => (asked++, detection.matches(subject)) };
      return aRule(`r${n}`, counted);
    });
    const matcher = createEventMatcher(rules);
    for (let n = 0; n < 1000; n += 1) {
      const record = { eventSource: 's7.amazonaws.com', eventName: n === 500 ? 'UNDO57' : `Describe${n}` };
      expect(matcher.match(anEvent(record))).toHaveLength(n === 500 ? 1 : 0);
    }
  });
  expect(asked).toBe(1);
  expect(ms).toBeLessThan(5000);
});
