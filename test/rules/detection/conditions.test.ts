import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { detect } from './detect.ts';

/** Selections a, b, c that match as asked, and a condition over them. */
function holds(condition: string | string[], values: { [name: string]: boolean }): boolean {
  const selections = Object.fromEntries(Object.keys(values).map((name) => [name, { [name]: 'true' }]));
  return detect({ ...selections, condition }).matches({ fields: values });
}

test.each<[string | string[], boolean[], boolean]>([
  ['a', [true, false, false], true],
  ['not a', [true, false, false], false],
  ['not not a', [true, false, false], true],
  ['a and b or c', [false, false, true], true],
  ['a or b and c', [true, false, false], true],
  ['(a or b) and c', [true, false, false], false],
  ['not a and b', [false, true, false], true],
  ['not (a and b)', [true, false, false], true],
  ['not a or b', [true, false, true], false],
  ['a AND NOT b OR c', [true, false, false], true],
  ['((a))', [true, false, false], true],
  ['a and\n  b', [true, true, false], true],
  ['(a)and(b)', [true, true, false], true],
  ['1 of them', [false, false, true], true],
  ['any of them', [false, false, false], false],
  ['all of them', [true, true, false], false],
  ['all of them', [true, true, true], true],
  ['2 of them', [true, false, true], true],
  ['2 of them', [true, false, false], false],
  ['a and not 1 of b*', [true, false, true], true],
  ['1 of a* or c', [false, true, true], true],
  [['a and b', 'c'], [false, false, true], true],
  [['a and b', 'c'], [true, false, false], false],
])('%j over %j is %s', (condition, [a = false, b = false, c = false], expected) => {
  expect(holds(condition, { a, b, c })).toBe(expected);
});

test('names are matched by pattern, and those beginning with _ stay out of them', () => {
  const values = { sel_one: false, sel_two: true, _hidden: true, 'filter-main': false, and_more: true };
  expect(holds('1 of sel_*', values)).toBe(true);
  expect(holds('all of sel_*', values)).toBe(false);
  expect(holds('1 of *_one', values)).toBe(false);
  expect(holds('1 of s*_t*o', values)).toBe(true);
  expect(holds('1 of filter-*', values)).toBe(false);
  expect(holds('all of and_more', values)).toBe(true);
  expect(holds('and_more and not filter-main', values)).toBe(true);
  expect(holds('_hidden', values)).toBe(true);
  expect(holds('1 of _*', values)).toBe(true);
  const hidden = { a: false, _b: true };
  expect(holds('1 of them', hidden)).toBe(false);
  expect(holds('1 of *', hidden)).toBe(false);
});

/** A random condition, and what it should say. */
const expressions = fc.letrec<{ any: [string, (v: boolean[]) => boolean] }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.nat(3).map((n): [string, (v: boolean[]) => boolean] => [`s${n}`, (v) => v[n] ?? false]),
    tie('any').map(([text, f]): [string, (v: boolean[]) => boolean] => [`not (${text})`, (v) => !f(v)]),
    fc
      .tuple(tie('any'), tie('any'))
      .map(([[t, f], [u, g]]): [string, (v: boolean[]) => boolean] => [`(${t}) and (${u})`, (v) => f(v) && g(v)]),
    fc
      .tuple(tie('any'), tie('any'))
      .map(([[t, f], [u, g]]): [string, (v: boolean[]) => boolean] => [`(${t} or ${u})`, (v) => f(v) || g(v)]),
  ),
}));

test('any condition says what boolean algebra says', () => {
  fc.assert(
    fc.property(expressions.any, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), ([text, expected], v) => {
      expect(holds(text, { s0: v[0]!, s1: v[1]!, s2: v[2]!, s3: v[3]! })).toBe(expected(v));
    }),
  );
});

test('facts are looked up last, and only when the rest of the condition holds', () => {
  const asked: string[] = [];
  const compiled = detect({
    home: { 'facts.country': 'DE' },
    ok: { a: 'x' },
    condition: 'not home and ok',
  });
  const fact = (name: string): string => {
    asked.push(name);
    return 'FR';
  };
  expect(compiled.matches({ fields: { a: 'y' }, fact })).toBe(false);
  expect(asked).toEqual([]);
  expect(compiled.matches({ fields: { a: 'x' }, fact })).toBe(true);
  expect(asked).toEqual(['country']);
});
