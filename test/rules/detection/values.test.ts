import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import { isMatch } from './detect.ts';

type Row = [selection: JsonObject, record: JsonObject, matches: boolean];

function holds(title: string, rows: Row[]): void {
  test.each(rows)(`${title}: %j over %j is %s`, (selection, record, matches) => {
    expect(isMatch(selection, record)).toBe(matches);
    // The same answer whatever stands around it.
    expect(isMatch(selection, { zz: [1], ...record })).toBe(matches);
  });
}

holds('every value is a string, whatever the case', [
  [{ a: 'Root' }, { a: 'rOOT' }, true],
  [{ a: 'Root' }, { a: 'Roots' }, false],
  [{ a: 'false' }, { a: false }, true],
  [{ a: true }, { a: 'True' }, true],
  [{ a: 1 }, { a: '1' }, true],
  [{ a: '1' }, { a: 1 }, true],
  [{ a: 1 }, { a: '1.0' }, false],
  [{ a: '1*' }, { a: 123 }, true],
  [{ a: '0' }, { a: false }, false],
  [{ a: '' }, { a: '' }, true],
  [{ a: '' }, { a: null }, false],
  [{ a: '' }, {}, false],
  [{ a: 'null' }, { a: null }, false],
  [{ a: 'STRASSE' }, { a: 'strasse' }, true],
  [{ a: 'ÄÖÜ' }, { a: 'äöü' }, true],
  [{ 'a|cased': 'Root' }, { a: 'root' }, false],
  [{ 'a|cased': 'Root' }, { a: 'Root' }, true],
  [{ 'a|contains|cased': 'oo' }, { a: 'ROOT' }, false],
]);

holds('a list is or, a map is and, |all is and', [
  [{ a: ['x', 'y'] }, { a: 'Y' }, true],
  [{ a: ['x', 'y*'] }, { a: 'yes' }, true],
  [{ a: 'x', b: 'y' }, { a: 'x' }, false],
  [{ a: 'x', b: 'y' }, { a: 'x', b: 'y' }, true],
  [{ 'a|contains|all': ['x', 'y'] }, { a: 'yx' }, true],
  [{ 'a|contains|all': ['x', 'y'] }, { a: 'yy' }, false],
  [{ 'a|contains|all': ['x', 'y'] }, { a: ['x', 'y'] }, true],
  [{ 'a|all': ['x', 'y'] }, { a: ['y', 'x', 'z'] }, true],
  [{ 'a|contains|all': 'x' }, { a: 'x' }, true],
]);

holds('wildcards and their escapes', [
  [{ a: 'a*c' }, { a: 'abbc' }, true],
  [{ a: 'a*c' }, { a: 'ac' }, true],
  [{ a: 'a*c' }, { a: 'acd' }, false],
  [{ a: 'a?c' }, { a: 'abc' }, true],
  [{ a: 'a?c' }, { a: 'ac' }, false],
  [{ a: 'a?c' }, { a: 'a😀c' }, true],
  [{ a: 'a??c' }, { a: 'a😀c' }, false],
  [{ a: '*?' }, { a: '😀' }, true],
  [{ a: '*b?d*f' }, { a: 'abbcdbbdxf' }, true],
  [{ a: 'a*a' }, { a: 'a' }, false],
  [{ a: '*ab*ab*' }, { a: 'xabx' }, false],
  [{ a: 'v*.Compute.Firewalls.Delete' }, { a: 'v1.compute.firewalls.delete' }, true],
  [{ a: 'a\\*c' }, { a: 'a*c' }, true],
  [{ a: 'a\\*c' }, { a: 'abc' }, false],
  [{ a: 'a\\?c' }, { a: 'a?c' }, true],
  [{ a: 'a\\?c' }, { a: 'abc' }, false],
  [{ a: 'C:\\Windows' }, { a: 'c:\\windows' }, true],
  [{ a: 'C:\\\\Windows' }, { a: 'c:\\windows' }, true],
  [{ a: 'C:\\\\*' }, { a: 'C:\\anything' }, true],
  [{ a: 'C:\\*' }, { a: 'C:\\anything' }, false],
  [{ a: 'C:\\*' }, { a: 'C:*' }, true],
  [{ a: 'a\\\\\\*' }, { a: 'a\\*' }, true],
  [{ a: '\\\\\\\\host' }, { a: '\\\\host' }, true],
  [{ a: '\\\\\\host' }, { a: '\\\\host' }, true],
  [{ a: '*' }, { a: '' }, true],
  [{ a: '?*' }, { a: '' }, false],
  [{ a: '*\n*' }, { a: 'a\nb' }, true],
  [{ 'a|contains': 'a?c' }, { a: 'xxabcxx' }, true],
  [{ 'a|startswith': 'a*c' }, { a: 'abcdef' }, true],
  [{ 'a|endswith': 'e?' }, { a: 'abcdef' }, true],
]);

holds('contains, startswith, endswith', [
  [{ 'a|contains': 'B' }, { a: 'abc' }, true],
  [{ 'a|contains': 'B' }, { a: 'acc' }, false],
  [{ 'a|contains': '' }, { a: 'x' }, true],
  [{ 'a|contains': 22 }, { a: 1223 }, true],
  [{ 'a|startswith': 'A' }, { a: 'abc' }, true],
  [{ 'a|startswith': 'b' }, { a: 'abc' }, false],
  [{ 'a|endswith': ['x', 'C'] }, { a: 'abc' }, true],
  [{ 'a|endswith': 'b' }, { a: 'abc' }, false],
  [{ 'a|contains': '*' }, { a: '' }, true],
  [{ 'a|contains': '*' }, { a: 0 }, true],
  [{ 'a|contains': '*' }, { a: {} }, true],
  [{ 'a|contains': '*' }, { a: null }, false],
  [{ 'a|contains': '*' }, {}, false],
  [{ 'a|contains': '*' }, { a: [] }, false],
]);

holds('null is absent or null, exists looks at presence', [
  [{ a: null }, {}, true],
  [{ a: null }, { a: null }, true],
  [{ a: null }, { a: '' }, false],
  [{ a: null }, { a: [] }, false],
  [{ a: null }, { a: [1, null] }, true],
  [{ 'a.b': null }, { a: 'x' }, true],
  [{ 'a.b': null }, { a: [{ b: 1 }, {}] }, false],
  [{ 'a.b': null }, { a: [{ c: 1 }, {}] }, true],
  [{ 'a|exists': true }, { a: null }, true],
  [{ 'a|exists': true }, {}, false],
  [{ 'a|exists': false }, {}, true],
  [{ 'a|exists': false }, { a: null }, false],
  [{ 'a|exists': 'true' }, { a: 0 }, true],
  [{ 'a|exists': 'False' }, { a: 0 }, false],
  [{ 'a|exists': true }, { a: [] }, true],
  [{ 'a.b|exists': true }, { a: [] }, false],
  [{ 'a.b|exists': true }, { a: [{}, { b: 0 }] }, true],
]);

holds('paths', [
  [{ 'a.b.c': 'x' }, { a: { b: { c: 'x' } } }, true],
  [{ 'a.b.c': 'x' }, { a: { b: 'x' } }, false],
  [{ 'a.b': 'x' }, { 'a.b': 'x', a: { b: 'y' } }, true],
  [{ 'a.b': 'y' }, { 'a.b': 'x', a: { b: 'y' } }, false],
  [{ 'a.b.c': 'x' }, { a: { 'b.c': 'x' } }, true],
  [{ 'a.b': 'x' }, { a: [{ b: 'y' }, { b: 'x' }] }, true],
  [{ 'a.b.c': 'x' }, { a: [{ b: [{ c: ['y', 'x'] }] }] }, true],
  [{ 'a.b': 'x' }, { a: [[{ b: 'x' }]] }, true],
  [{ a: 'x' }, { a: [['y'], ['x']] }, true],
  [{ a: 'x' }, { a: [null, { x: 1 }, 'x'] }, true],
  [{ A: 'x' }, { a: 'x' }, false],
  [{ 'a.length': 1 }, { a: 'x' }, false],
  [{ 'a.0': 'x' }, { a: ['x'] }, false],
]);

holds('an object is its compact JSON', [
  [{ 'a|contains': 'Suspended' }, { a: { V: { Status: 'Suspended' } } }, true],
  [{ 'a|contains': '"status":"suspended"' }, { a: { V: { Status: 'Suspended' } } }, true],
  [{ 'a|contains|all': ['"s3:GetObject"', '"Allow"'] }, { a: { Effect: 'Allow', Action: ['s3:GetObject'] } }, true],
  [{ 'a|contains': '"x"' }, { a: [{ k: 'y' }, { k: 'x' }] }, true],
  [{ 'a|startswith': '{"z":1,"a"' }, { a: { z: 1, a: 2 } }, true],
  [{ a: '{"k":1}' }, { a: { k: 1 } }, true],
  [{ a: 'x' }, { a: { x: 'x' } }, false],
  [{ 'a|re': '"k":\\d' }, { a: { k: 1 } }, true],
  [{ 'a|lt': 1 }, { a: {} }, false],
]);

holds('names that every object inherits are fields only where the record has them', [
  [{ 'constructor|exists': true }, {}, false],
  [{ 'toString|contains': '*' }, { a: 1 }, false],
  [{ 'a.__proto__|exists': true }, { a: {} }, false],
  [{ hasOwnProperty: 'x' }, { hasOwnProperty: 'x' }, true],
]);

test('an own key __proto__ is a field like any other', () => {
  const record = JSON.parse('{"__proto__": {"admin": true}, "constructor": "x"}') as JsonObject;
  expect(isMatch({ '__proto__.admin': 'true' }, record)).toBe(true);
  expect(isMatch({ admin: 'true' }, record)).toBe(false);
  expect(isMatch({ constructor: 'x' }, record)).toBe(true);
});

describe('the whole record', () => {
  const record = {
    eventName: 'RunInstances',
    labels: { 'image-policy.k8s.io/break-glass': 'true' },
    n: [42, 'C:\\tmp "q"'],
  };
  test.each<[Json, boolean]>([
    [['break-glass'], true],
    [['nothing', 'runinstances'], true],
    ['RUNINSTANCES', true],
    [['nothing'], false],
    [[42], true],
    [['C:\\tmp'], true],
    [['tmp "q"'], true],
    [['"eventName":"RunInstances"'], true],
    [['run*true'], true],
    [['run?nstances'], true],
    [{ '|all': ['runinstances', 'break-glass'] }, true],
    [{ '|all': ['runinstances', 'nothing'] }, false],
    [{ '': 'runinstances' }, true],
    [{ '|contains': 'instances' }, true],
    [{ '|re': 'Run[A-Z]' }, true],
    [{ '|re': 'run[a-z]nst' }, false],
    [{ '|re|i': 'run[a-z]nst' }, true],
    [{ '|cased': 'runinstances' }, false],
    [[{ eventName: 'x' }, 'break-glass'], true],
    [[{ eventName: 'x' }, { eventName: 'RunInstances' }], true],
  ])('%j: %s', (selection, matches) => {
    expect(isMatch(selection, record)).toBe(matches);
  });
});
