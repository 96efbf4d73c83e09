import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatPositions, stepAt, type Repeats } from '#rules/counting/repeat-positions.ts';

const hour = 3_600_000;
const at = (hours: number, id = `a${hours}`) => ({ id, at: hours * hour });

test('the first is 1, the tenth within a day is 10', () => {
  let state: Repeats | undefined;
  const positions = Array.from({ length: 10 }, (_, n) => {
    const seen = repeatPositions(24 * hour, state, [at(n)]);
    state = seen.state;
    return seen.positions.get(`a${n}`);
  });
  expect(positions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('what is older than the window does not count, what is exactly as old does', () => {
  const { positions } = repeatPositions(24 * hour, undefined, [at(0), at(24), at(24.1), at(50)]);
  expect([...positions.values()]).toEqual([1, 2, 2, 1]);
});

test('one that comes late moves those after it', () => {
  const before = repeatPositions(24 * hour, undefined, [at(2), at(3)]).state;
  const { positions, moved } = repeatPositions(24 * hour, before, [at(1)]);
  expect(positions.get('a1')).toBe(1);
  expect(moved).toEqual([
    { id: 'a2', at: 2 * hour, from: 1, to: 2 },
    { id: 'a3', at: 3 * hour, from: 2, to: 3 },
  ]);
});

test('the same alert again has the position that it has, and moves nothing', () => {
  const before = repeatPositions(24 * hour, undefined, [at(1), at(2)]).state;
  const again = repeatPositions(24 * hour, before, [at(2), at(2)]);
  expect(again).toEqual({ state: before, positions: new Map([['a2', 2]]), moved: [] });
});

test('ten thousand of them are kept as a thousand', () => {
  const all = Array.from({ length: 10_000 }, (_, n) => ({ id: `a${n}`, at: n }));
  const { state } = repeatPositions(24 * hour, undefined, all);
  expect(state.alerts).toHaveLength(1000);
  expect(repeatPositions(24 * hour, state, [{ id: 'next', at: 10_000 }]).positions.get('next')).toBe(1001);
});

test('the last step reached applies', () => {
  const steps = [{ from: 10 }, { from: 2 }];
  expect([1, 2, 9, 10, 99].map((position) => stepAt(steps, position)?.from)).toEqual([undefined, 2, 2, 10, 10]);
});

test('in whatever order they come, each ends at the same position', () => {
  const alerts = fc.uniqueArray(
    fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), at: fc.integer({ min: 0, max: 100 }) }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(
      alerts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      fc.integer({ min: 1, max: 6 }),
      ([all, shuffled], size) => {
        // All within what is kept: twice the window.
        const expected = repeatPositions(60, undefined, all).positions;
        const reached = new Map<string, number>();
        let state: Repeats | undefined;
        for (let from = 0; from < shuffled.length; from += size) {
          const seen = repeatPositions(60, state, shuffled.slice(from, from + size));
          for (const [id, position] of seen.positions) reached.set(id, position);
          for (const { id, to } of seen.moved) reached.set(id, to);
          state = seen.state;
        }
        expect(reached).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});
