import { expect, test } from 'vitest';
import { atLeast, atMost, exactly, failing, told } from '#bench/proof.ts';
import { report } from '#bench/prove.ts';

test('a figure that is not as wanted fails the proof, one that is only told does not', () => {
  const figures = [
    exactly('lost', 1, 0),
    exactly('doubled', 0, 0),
    atMost('last card', 201, 200, 's'),
    told('seed', '7'),
  ];
  expect(failing({ figures }).map(({ label }) => label)).toEqual(['lost', 'last card']);
  expect(failing({ figures: [atMost('a', 2, 2), atLeast('b', 2, 2)] })).toEqual([]);
  expect(failing({ figures: [atLeast('rate', 1.9, 2, '×')] })).toHaveLength(1);
});

test('the report marks each figure and lines up the table', () => {
  const text = report({
    figures: [exactly('lost', 0, 0), atMost('refused calls', 3, 1), told('seed', '7')],
    table: [
      ['fault', 'outcome'],
      ['a much longer fault', 'ok'],
    ],
  });
  expect(text.split('\n')).toEqual([
    '  ✓  lost           0  0',
    '  ✗  refused calls  3  ≤ 1',
    '  ·  seed           7',
    '  ',
    '  fault                outcome',
    '  a much longer fault  ok',
    '',
  ]);
});
