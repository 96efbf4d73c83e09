import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectMatches } from '#rules/counting/collect-matches.ts';
import type { Comparison, Counting } from '#rules/counting/counting.ts';
import { createWindows } from '#rules/counting/create-windows.ts';
import type { Firing } from '#rules/counting/firing.ts';
import type { Match } from '#rules/counting/mark.ts';
import { aMatch } from './an-event.ts';

const withinSeconds = 10;

const aCondition = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((value): Comparison[] => [{ op: 'gte', value }]),
  fc.constantFrom<Comparison[]>(
    [{ op: 'eq', value: 2 }],
    [{ op: 'lt', value: 3 }],
    [{ op: 'neq', value: 1 }],
    [
      { op: 'gt', value: 1 },
      { op: 'lte', value: 3 },
    ],
  ),
);

const aCounting = fc
  .record({
    type: fc.constantFrom<Counting['type'][]>(
      'event_count',
      'value_count',
      'value_sum',
      'value_avg',
      'value_percentile',
      'temporal',
      'temporal_ordered',
      'first_seen',
    ),
    conditions: aCondition,
    fire: fc.constantFrom<Counting['fire'][]>('once', 'every', 'nth'),
    percentile: fc.constantFrom(0, 50, 90, 100),
    both: fc.boolean(),
  })
  .map(({ type, conditions, fire, percentile, both }): Counting => {
    const isTemporal = type.startsWith('temporal');
    const isBare = type === 'first_seen' || (isTemporal && conditions[0]?.op !== 'gte');
    return {
      type,
      rules: isTemporal || both ? ['a', 'b'] : ['a'],
      by: ['ip'],
      aliases: {},
      withinMs: withinSeconds * 1000,
      conditions: isBare ? [] : conditions,
      fields: type.startsWith('value') || type === 'first_seen' ? ['n'] : [],
      percentile,
      fire: type === 'first_seen' ? 'once' : fire,
      latenessMs: withinSeconds * 1000,
      generate: false,
    };
  });

const matches = fc.array(
  fc
    .record({
      rule: fc.constantFrom('a', 'b'),
      seconds: fc.integer({ min: 0, max: 60 }),
      ip: fc.constantFrom('1.1.1.1', '2.2.2.2'),
      n: fc.integer({ min: 0, max: 3 }),
      id: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ rule, seconds, ip, n, id }) => aMatch(rule, seconds, { ip, n }, `${seconds}-${ip}-${id}`)),
  { minLength: 1, maxLength: 40 },
);

/** Match by match as it came, the same record being the same whichever rule matched it. */
function unified(all: Match[]): Match[] {
  const records = new Map<string, Match['event']>();
  return all.map(({ rule, event }) => {
    const known = records.get(event.id) ?? event;
    records.set(event.id, known);
    return { rule, event: known };
  });
}

const nameOf = ({ key, at, eventId }: Firing): string => `${key} ${at} ${eventId}`;

/** What stands after all that was fired and withdrawn. */
function standing(all: Match[][], counting: Counting): string[] {
  const windows = createWindows([{ id: 'c', counting }]);
  const counts = new Map<string, number>();
  const note = (firing: Firing, by: number) => counts.set(nameOf(firing), (counts.get(nameOf(firing)) ?? 0) + by);
  for (const some of all) {
    const { fired, withdrawn } = windows.add(some);
    for (const one of fired) note(one, 1);
    for (const one of withdrawn) note(one, -1);
  }
  expect(windows.totals().late).toBe(0);
  for (const count of counts.values()) expect([0, 1]).toContain(count);
  return [...counts].flatMap(([name, count]) => (count === 1 ? [name] : [])).toSorted();
}

function split(all: Match[], size: number): Match[][] {
  const parts: Match[][] = [];
  for (let from = 0; from < all.length; from += size) parts.push(all.slice(from, from + size));
  return parts;
}

/** In an order in which nothing is later than the lateness; `delays` say how late each is. */
function delayed(all: Match[], delays: number[]): Match[] {
  const arrival = all.map((match, index) => ({
    match,
    at: Date.parse(match.event.at) + (delays[index % delays.length] ?? 0) * 1000,
  }));
  return arrival.toSorted((a, b) => a.at - b.at).map(({ match }) => match);
}

test('S9: shuffled, duplicated, split and replayed events give the same firings', { timeout: 120_000 }, () => {
  const delays = fc.array(fc.integer({ min: 0, max: withinSeconds }), { minLength: 1, maxLength: 15 });
  const again = fc.array(fc.nat(), { maxLength: 10 });
  fc.assert(
    fc.property(
      aCounting,
      matches,
      fc.record({ late: delays, twice: again, size: fc.integer({ min: 1, max: 20 }) }),
      (counting, some, { late, twice, size }) => {
        const all = unified(some);
        const doubled = [...all, ...twice.map((n) => all[n % all.length] ?? all[0])].filter((one) => one !== undefined);
        const collection = collectMatches([{ id: 'c', counting }]);
        collection.add(all);
        const expected = collection.firings().map(nameOf).toSorted();
        expect(standing(split(delayed(doubled, late), size), counting)).toEqual(expected);
        expect(standing([doubled.toReversed()], counting)).toEqual(expected);
      },
    ),
    { numRuns: 1000 },
  );
});

/** The rules of the page, as plainly as they can be said: every window is looked at anew. */
function plainly(counting: Counting, all: Match[], ip: string, n?: number): string[] {
  const marks = new Map<string, { id: string; at: number; rule: string; n: number }>();
  for (const { rule, event } of all) {
    if (!counting.rules.includes(rule) || event.record['ip'] !== ip) continue;
    if (n !== undefined && event.record['n'] !== n) continue;
    const mark = { id: event.id, at: Date.parse(event.at), rule, n: Number(event.record['n']) };
    marks.set(`${rule} ${event.id}`, mark);
  }
  const sorted = [...marks.values()].toSorted(
    (a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.rule < b.rule ? -1 : 1),
  );
  const fired: string[] = [];
  let hasFired = false;
  let anew = 0;
  for (const [index, mark] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before === undefined || mark.at - before.at > counting.withinMs) hasFired = false;
    const window = sorted
      .slice(0, index + 1)
      .filter((one, place) => place >= anew && one.at >= mark.at - counting.withinMs);
    if (window.length === 0 || (counting.fire === 'once' && hasFired) || !holds(counting, window)) continue;
    hasFired = true;
    if (fired.at(-1) !== `${mark.at} ${mark.id}`) fired.push(`${mark.at} ${mark.id}`);
    if (counting.fire === 'nth') anew = sorted.findLastIndex(({ id }) => id === mark.id) + 1;
  }
  return fired;
}

function holds(counting: Counting, window: { id: string; at: number; rule: string; n: number }[]): boolean {
  const one = [...new Map(window.map((mark) => [mark.id, mark.n])).values()];
  const number = {
    event_count: () => one.length,
    value_count: () => new Set(one).size,
    value_sum: () => one.reduce((a, b) => a + b, 0),
    value_avg: () => one.reduce((a, b) => a + b, 0) / one.length,
    value_percentile: () =>
      one.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(((counting.percentile ?? 50) * one.length) / 100) - 1)] ?? 0,
    temporal: () => new Set(window.map(({ rule }) => rule)).size,
    temporal_ordered: () =>
      window.some((a) => a.rule === 'a' && window.some((b) => b.rule === 'b' && b.at >= a.at)) ? 2 : 1,
    first_seen: () => 1,
  }[counting.type]();
  const isTemporal = counting.type.startsWith('temporal');
  const conditions = isTemporal && counting.conditions.length === 0 ? [{ op: 'gte', value: 2 }] : counting.conditions;
  const is: Record<string, (value: number) => boolean> = {
    gt: (value) => number > value,
    gte: (value) => number >= value,
    lt: (value) => number < value,
    lte: (value) => number <= value,
    eq: (value) => number === value,
    neq: (value) => number !== value,
  };
  return conditions.every(({ op, value }) => is[op]?.(value));
}

test('fires exactly where the plainest reading of the rules says', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(aCounting, matches, (counting, some) => {
      const all = unified(some);
      const collection = collectMatches([{ id: 'c', counting }]);
      collection.add(all);
      const found = collection.firings().map(({ by, at, eventId }) => `${by['ip']} ${at} ${eventId}`);
      const numbers = counting.type === 'first_seen' ? [0, 1, 2, 3] : [undefined];
      const expected = ['1.1.1.1', '2.2.2.2'].flatMap((ip) =>
        numbers.flatMap((n) => plainly(counting, all, ip, n).map((place) => `${ip} ${place}`)),
      );
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 1000 },
  );
});
