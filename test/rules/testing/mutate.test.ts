import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject } from '#core/json.ts';
import { mutantsOf } from '#rules/testing/mutate.ts';

const absent = 'irene.field.that.nothing.has|exists';

function said(block: JsonObject, kind: 'condition' | 'value' = 'condition'): string[] {
  return mutantsOf(block)
    .filter((mutant) => mutant.kind === kind)
    .map(({ path, what }) => `${path.join('/')}: ${what}`);
}

it('drops each entry of a map, makes each selection never hold, and leaves out each not', () => {
  const block = {
    off: { eventSource: 'a', eventName: ['x', 'y'] },
    failed: { 'errorCode|exists': true },
    condition: 'off and not failed',
  };
  expect(said(block)).toEqual([
    'off/eventSource: without eventSource',
    'off/eventName: without eventName',
    'off: off never holds',
    'failed: without errorCode|exists',
    'failed: failed never holds',
    'condition: without the not before failed',
  ]);
  expect(said(block, 'value')).toEqual([
    'off/eventName/0: without the value "x"',
    'off/eventName/1: without the value "y"',
  ]);
  const blocks = mutantsOf(block).map((mutant) => mutant.block);
  expect(blocks[0]).toEqual({ ...block, off: { eventName: ['x', 'y'] } });
  expect(blocks.at(-1)).toEqual({ ...block, condition: 'off and failed' });
  expect(blocks).toContainEqual({ ...block, failed: { [absent]: false } });
  expect(blocks).toContainEqual({ ...block, failed: { [absent]: true } });
});

it('goes into element scopes, with and without a condition of their own', () => {
  const block = {
    wide: {
      'IpPermissions[any]': {
        condition: 'v4 and not (web)',
        v4: { 'IpRanges[any]': { 'CidrIp|wider_than': 8, a: 1 } },
        web: { IpProtocol: 'tcp' },
      },
    },
    condition: 'wide',
  };
  const scope = 'wide/IpPermissions[any]';
  expect(said(block)).toEqual([
    `wide: without IpPermissions[any]`,
    `${scope}/v4: without IpRanges[any]`,
    `${scope}/v4/IpRanges[any]/CidrIp|wider_than: without CidrIp|wider_than`,
    `${scope}/v4/IpRanges[any]/a: without a`,
    `${scope}/v4: v4 never holds`,
    `${scope}/web: without IpProtocol`,
    `${scope}/web: web never holds`,
    `${scope}/condition: without the not before (web)`,
  ]);
});

it('takes lists of maps, keywords and lists of conditions apart', () => {
  const block = { any: [{ a: 1, b: 2 }, { c: 3 }], words: ['x', 'y'], condition: ['any', 'not words'] };
  expect(said(block)).toEqual([
    'any/0/a: without a',
    'any/0/b: without b',
    'any/0: part 1 of any never holds',
    'any/1: without c',
    'any/1: part 2 of any never holds',
    'any: any never holds',
    'words: words never holds',
    'condition/1: without the not before words',
  ]);
  expect(said(block, 'value')).toEqual(['words/0: without the value "x"', 'words/1: without the value "y"']);
});

it('leaves names that only contain not alone', () => {
  const block = { notes: { a: 1 }, cannot: { b: 1 }, condition: 'notes and not cannot and not(notes)' };
  const conditions = mutantsOf(block).map((mutant) => mutant.block['condition']);
  expect(conditions).toContain('notes and cannot and not(notes)');
  expect(conditions).toContain('notes and not cannot and (notes)');
  expect(new Set(conditions).size).toBe(3);
});

it('never touches the block it was given, and never throws', () => {
  const block = fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue(), { maxKeys: 4 });
  fc.assert(
    fc.property(block, (given) => {
      const before = JSON.stringify(given);
      for (const mutant of mutantsOf(given as JsonObject)) expect(JSON.stringify(mutant.block)).not.toBe(before);
      expect(JSON.stringify(given)).toBe(before);
    }),
  );
});
