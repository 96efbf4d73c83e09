import { expect, test } from 'vitest';
import { createEventMatcher } from '#rules/detection/create-event-matcher.ts';
import { withFilters } from '#rules/detection/with-filters.ts';
import { aRule, anEvent } from './a-rule.ts';
import { detect } from './detect.ts';

const own = detect({ s: { a: 'x' }, condition: 's' });
const admins = detect({ selection: { 'User|startswith': 'adm_' }, condition: 'selection' });
const hosts = detect({ selection: { Host: ['h1', 'h2'] }, condition: 'selection' });

test('what a filter matches is taken out, and nothing else', () => {
  const filtered = withFilters(own, [admins, hosts]);
  expect(filtered.matches({ fields: { a: 'x' } })).toBe(true);
  expect(filtered.matches({ fields: { a: 'x', User: 'bob', Host: 'h3' } })).toBe(true);
  expect(filtered.matches({ fields: { a: 'x', User: 'ADM_bob' } })).toBe(false);
  expect(filtered.matches({ fields: { a: 'x', Host: 'h2' } })).toBe(false);
  expect(filtered.matches({ fields: { a: 'y' } })).toBe(false);
  expect(filtered.fields).toEqual(own.fields);
});

test('a filtered rule is still found by the index, and says why it did not match', () => {
  const rule = aRule('r', withFilters(own, [admins]));
  const matcher = createEventMatcher([rule]);
  expect(matcher.match(anEvent({ a: 'x' }))).toEqual([rule]);
  const { matched, parts } = rule.detection.explain({ fields: { a: 'x', User: 'adm_1' } });
  expect([matched, parts.map((part) => [part.what, part.matched])]).toEqual([
    false,
    [
      ['s', true],
      ['not filtered', false],
    ],
  ]);
});

test('without filters it is the same detection', () => {
  expect(withFilters(own, [])).toBe(own);
});
