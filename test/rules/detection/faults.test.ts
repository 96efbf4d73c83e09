import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import { faultsOf } from './detect.ts';

test.each<[string, JsonObject, string]>([
  ['unknown modifier', { 'a|contians': 'x' }, 's/a|contians: unknown modifier "contians" (did you mean "contains"?)'],
  ['a modifier in capitals', { 'a|Contains': 'x' }, 's/a|Contains: unknown modifier "Contains"'],
  ['an empty modifier', { 'a|': 'x' }, 's/a|: unknown modifier ""'],
  ['a modifier twice', { 'a|re|re': 'x' }, 'stands twice'],
  ['two anchors', { 'a|contains|endswith': 'x' }, 'do not go together'],
  ['two tests', { 'a|re|cidr': 'x' }, 'do not go together'],
  ['an anchored network', { 'a|cidr|contains': '10.0.0.0/8' }, 'do not go together'],
  ['an anchored number', { 'a|gt|startswith': 5 }, 'do not go together'],
  ['an encoded regular expression', { 'a|re|base64': 'x' }, 'do not go together'],
  ['flags of no regular expression', { 'a|i': 'x' }, 'goes with "re" only'],
  ['exists with others', { 'a|exists|all': true }, 'stands alone'],
  ['exists of a text', { 'a|exists': 'maybe' }, 'takes true or false'],
  ['exists of a list', { 'a|exists': [true, false] }, 'takes true or false'],
  ['null in a list', { a: ['x', null] }, 's/a: null cannot stand in a list'],
  ['null with a modifier', { 'a|contains': null }, 'null takes no modifier'],
  ['an empty list', { a: [] }, 's/a: an empty list'],
  ['a list in a list', { a: [['x']] }, 'a list within a list'],
  ['a map as a value', { a: { b: 'x' } }, 'a map is no value'],
  ['a map in a list of values', { a: ['x', { b: 'x' }] }, 'a map is no value'],
  ['no number', { 'a|lt': 'few' }, '"few" is no number'],
  ['no network', { 'a|cidr': '10.0.0.0/33' }, 'is no network'],
  ['no network at all', { 'a|cidr': '10.*' }, 'is no network'],
  ['no duration', { 'a|older_than': '3 moons' }, 'is no duration'],
  ['an hour in words', { 'a|hour': 'noon' }, 'is no number'],
  ['wildcards in base64', { 'a|base64': 'x*' }, 'cannot encode a value with wildcards'],
  [
    'an unfilled placeholder',
    { 'a|expand': '%hme%' },
    'there is no list "hme" for the placeholder %hme% (did you mean "home"?)',
  ],
  ['a list with null', { 'a|expand': '%holes%' }, 'holds null'],
  [
    'a broken regular expression',
    { 'a|re': '(x' },
    'not a regular expression: error parsing regexp: missing closing )',
  ],
  ['look-ahead', { 'a|re': 'a(?=b)' }, 'look-around is not part of Sigma'],
  ['look-behind', { 'a|re': '(?<!a)b' }, 'look-around is not part of Sigma'],
  ['a back reference', { 'a|re': '(a)\\1' }, 'back references'],
  ['an endless regular expression', { 'a|re': 'x'.repeat(10_001) }, 'longer than'],
  ['an unknown selector', { 'a[some]': 'x' }, 'unknown selector [some]'],
  ['modifiers on a block', { 'a[any]|contains': { b: 'x' } }, 'modifiers belong to the fields within the block'],
  ['a fault within a block', { 'a[any]': { 'b|foo': 'x' } }, 's/a[any]/b|foo: unknown modifier "foo"'],
  [
    'a condition fault within a block',
    { 'a[any]': { b: { x: 1 }, condition: 'c' } },
    's/a[any]/condition: the condition names "c"',
  ],
  ['an address without a field', { '|cidr': '10.0.0.0/8' }, 'without a field'],
  ['a beginning without a field', { '|startswith': 'x' }, 'without a field'],
  ['an empty map', {}, 's: the selection is empty'],
])('%s', (_, selection, message) => {
  const lists = { home: ['DE'], holes: ['x', null] };
  expect(faultsOf({ s: selection, condition: 's' }, { lists }).join('\n')).toContain(message);
});

test.each<[Json, string]>([
  ['', 'condition: the condition is empty'],
  [[], 'condition: the condition is empty'],
  [5, 'condition: the condition is no text'],
  [null, 'condition: the condition is no text'],
  [['s', 5], 'condition: the condition is no text'],
  [['s', 'x'], 'condition/1: the condition names "x"'],
  ['selection', 'the condition names "selection", which is no selection'],
  ['S2', 'the condition names "S2", which is no selection (did you mean'],
  ['s or', 'the condition ends too early'],
  ['and s', '"and" is not expected there'],
  ['s s1', '"s1" is not expected there'],
  ['(s', 'a parenthesis is not closed'],
  ['s)', '")" is not expected there'],
  ['()', '")" is not expected there'],
  ['s & s1', '"& s1" is not understood'],
  ['s | count() > 5', 'aggregations'],
  ['s near s1', '"near" is not expected there'],
  ['1 of x*', '"1 of x*": no selection has such a name'],
  ['0 of them', '"0 of": write 1, all, any or a number'],
  ['some of them', '"some of": write 1, all, any or a number'],
  ['4 of them', '"4 of them": there are only 2 such selections'],
  ['1 of', '"1 of" of what?'],
  ['1 of (s)', '"1 of" of what?'],
  ['not', 'the condition ends too early'],
  [`${'('.repeat(200)}s${')'.repeat(200)}`, 'more than 100 parentheses'],
])('the condition %j is refused', (condition, message) => {
  expect(faultsOf({ s: { a: 1 }, s1: { a: 1 }, condition }).join('\n')).toContain(message);
});

test.each<[JsonObject, string]>([
  [{ s: { a: 1 } }, 'there is no condition'],
  [{ condition: 's' }, 'there is no selection'],
  [{ s: null, condition: 's' }, 's: the selection is empty'],
  [{ s: [], condition: 's' }, 's: the selection is empty'],
  [{ s: [{ a: 1 }, {}], condition: 's' }, 's/1: the selection is empty'],
  [{ s: ['x', null], condition: 's' }, 's: null cannot stand in a list'],
  [{ s: [null], condition: 's' }, 's: null needs a field'],
  [{ s: [['x']], condition: 's' }, 's: a list within a list'],
])('%j is refused', (block, message) => {
  expect(faultsOf(block).join('\n')).toContain(message);
});

test('all faults are told at once', () => {
  expect(faultsOf({ s: { 'a|foo': 1, 'b|re': '(' }, t: {}, condition: 's and u' })).toHaveLength(4);
});

test('blocks nested without end are refused', () => {
  let block: JsonObject = { x: 1 };
  for (let n = 0; n < 10_000; n += 1) block = { 'a[any]': block };
  expect(faultsOf({ s: block, condition: 's' }).join()).toContain('more than 20 blocks within each other');
});
