import { describe, expect, test } from 'vitest';
import { createWindows } from '#rules/counting/create-windows.ts';
import { hashOf } from '#rules/counting/plan.ts';
import { aCorrelation, aCount, aMatch, anEvent, start } from './an-event.ts';

const five = { by: ['ip'], within: '5m', at_least: 5 };
const row = (seconds: number[], rule = 'r') => seconds.map((at) => aMatch(rule, at));
const secondsOf = (firings: { at: number }[]) => firings.map(({ at }) => (at - start) / 1000);

describe('S1: event time, never arrival time', () => {
  test('the fifth event by its own time completes the count, whichever came last', () => {
    const windows = createWindows([aCount(five)]);
    expect(windows.add(row([120, 90, 0, 60])).fired).toEqual([]);
    expect(windows.add(row([30])).fired).toMatchObject([
      { eventId: 'e120', eventIds: ['e0', 'e30', 'e60', 'e90', 'e120'] },
    ]);
  });

  test('the example of the specification: six failures, one every 30 s, fire once at 2 m', () => {
    expect(secondsOf(createWindows([aCount(five)]).add(row([0, 30, 60, 90, 120, 150])).fired)).toEqual([120]);
    expect(createWindows([aCount(five)]).add(row([0, 90, 180, 270, 360])).fired).toEqual([]);
  });
});

describe('S2: both ends of the window are in it', () => {
  test('an event exactly as old as the window counts, one a millisecond older does not', () => {
    const two = aCount({ by: 'ip', within: '10s', at_least: 2 });
    expect(createWindows([two]).add(row([0, 10])).fired).toHaveLength(1);
    const later = anEvent(10, { ip: '198.51.100.7' });
    const event = { ...later, at: new Date(Date.parse(later.at) + 1).toISOString() };
    expect(createWindows([two]).add([aMatch('r', 0), { rule: 'r', event }]).fired).toEqual([]);
  });
});

describe('S3: late events', () => {
  const two = aCount({ by: 'ip', within: '10s', at_least: 2, allowed_lateness: '30s' });

  test('inside the lateness they are inserted in their order', () => {
    const windows = createWindows([two]);
    windows.add(row([0]));
    windows.add(row([38]));
    expect(secondsOf(windows.add(row([8])).fired)).toEqual([8]);
    expect(windows.totals()).toMatchObject({ counted: 3, late: 0 });
  });

  test('older ones are evaluated by themselves and counted in a metric', () => {
    const windows = createWindows([
      two,
      aCount({ by: 'ip', within: '10s', at_least: 1, allowed_lateness: '30s' }, 'one'),
    ]);
    windows.add([...row([0, 100]), ...row([100], 'one')]);
    expect(windows.add([...row([9, 69]), ...row([69], 'one')]).fired).toMatchObject([{ rule: 'one', eventId: 'e69' }]);
    expect(windows.totals()).toMatchObject({ late: 3 });
  });

  test('exactly as late as allowed is not too late', () => {
    const windows = createWindows([two]);
    windows.add(row([100]));
    windows.add(row([70]));
    windows.add(row([69]));
    expect(windows.totals()).toMatchObject({ counted: 2, late: 1 });
  });

  test('one that joins two runs takes back what the second had fired', () => {
    const windows = createWindows([aCount({ by: 'ip', within: '10s', at_least: 2, allowed_lateness: '1h' })]);
    expect(secondsOf(windows.add(row([0, 1, 15, 16])).fired)).toEqual([1, 16]);
    const { fired, withdrawn } = windows.add(row([8]));
    expect(fired).toEqual([]);
    expect(withdrawn).toMatchObject([{ eventId: 'e16', id: 'e16', rule: 'r', key: '198.51.100.7' }]);
  });

  test('a firing that comes back after it was withdrawn is another one', () => {
    const nth = aCount({ by: 'ip', within: '1h', at_least: 2, fire: 'nth' });
    const windows = createWindows([nth]);
    expect(windows.add(row([10, 20])).fired).toMatchObject([{ id: 'e20' }]);
    expect(windows.add(row([5]))).toMatchObject({ fired: [{ id: 'e10' }], withdrawn: [{ id: 'e20' }] });
    expect(windows.add(row([1]))).toMatchObject({ fired: [{ id: 'e5' }, { id: 'e20~2' }], withdrawn: [{ id: 'e10' }] });
  });
});

describe('S4: a missing field', () => {
  test.each([
    ['absent', {}],
    ['null', { ip: null }],
  ])('%s: the event is matched but not counted', (_, record) => {
    const windows = createWindows([aCount({ by: 'ip', within: '10s', at_least: 1 })]);
    expect(windows.add([aMatch('r', 0, record)]).fired).toEqual([]);
    expect(windows.totals()).toMatchObject({ counted: 0, missing: 1 });
  });

  test('the empty text is a value, and so is a list or an object', () => {
    const windows = createWindows([aCount({ by: 'ip', within: '10s', at_least: 2 })]);
    const same = [aMatch('r', 0, { ip: '' }), aMatch('r', 1, { ip: '' })];
    const lists = [aMatch('r', 2, { ip: ['a', 1] }), aMatch('r', 3, { ip: ['a', 1] }), aMatch('r', 4, { ip: ['a'] })];
    expect(windows.add([...same, ...lists]).fired.map(({ key }) => key)).toEqual(['', '["a",1]']);
  });

  test('dotted paths walk objects and all elements of lists; a key written with dots wins', () => {
    const windows = createWindows([aCount({ by: 'a.b', within: '10s', at_least: 1 })]);
    const records = [
      { a: { b: 1 } },
      { 'a.b': 'x', a: { b: 1 } },
      { a: [{ b: 1 }, { b: 2 }, {}] },
      { a: [{ c: 1 }] },
      { a: 'b' },
    ];
    const { fired } = windows.add(records.map((record, n) => aMatch('r', n, record)));
    expect(fired.map(({ key }) => key)).toEqual(['1', 'x', '[1,2]']);
  });

  test('facts are asked for', () => {
    const windows = createWindows([aCount({ by: 'ip', distinct: 'facts.country', within: '1h', at_least: 2 })]);
    const from = (country: string | undefined, seconds: number) => ({ ...aMatch('r', seconds), fact: () => country });
    expect(windows.add([from('JP', 0), from(undefined, 1), from('JP', 2), from('FR', 3)]).fired).toMatchObject([
      { eventId: 'e3' },
    ]);
  });
});

test('a field that the record has by another name is found by the field map', () => {
  const windows = createWindows([aCount({ by: 'gcp.audit.method_name', within: '1h', at_least: 1 })]);
  const mapped = (field: string) => (field === 'gcp.audit.method_name' ? 'SetIamPolicy' : undefined);
  expect(windows.add([{ ...aMatch('r', 0), mapped }]).fired).toMatchObject([{ key: 'SetIamPolicy' }]);
});

describe('S5: how often it fires', () => {
  const at = (fire: string, seconds: number[]) =>
    secondsOf(createWindows([aCount({ by: 'ip', within: '10s', at_least: 2, fire })]).add(row(seconds)).fired);

  test('once: until the window has been empty', () => {
    expect(at('once', [0, 5, 10, 20, 30, 40.001, 41])).toEqual([5, 41]);
  });

  test('every: at each event where it holds', () => {
    expect(at('every', [0, 5, 10, 30, 35])).toEqual([5, 10, 35]);
  });

  test('nth: at the Nth, the 2Nth, and so on', () => {
    expect(at('nth', [0, 1, 2, 3, 4, 5, 6])).toEqual([1, 3, 5]);
  });

  test('keys are counted each for itself', () => {
    const windows = createWindows([aCount({ by: ['ip', 'user'], within: '10s', at_least: 2 })]);
    const { fired } = windows.add([
      aMatch('r', 0, { ip: 'a', user: 'b' }),
      aMatch('r', 1, { ip: 'a', user: 'c' }),
      aMatch('r', 2, { ip: 'a', user: 'c' }),
    ]);
    expect(fired).toMatchObject([{ by: { ip: 'a', user: 'c' }, eventId: 'e2', about: { account: '111122223333' } }]);
  });

  test('keys of hostile values stay apart', () => {
    const windows = createWindows([aCount({ by: ['ip', 'user'], within: '10s', at_least: 2 })]);
    const { fired } = windows.add([
      aMatch('r', 0, { ip: 'a\nb', user: 'c' }),
      aMatch('r', 1, { ip: 'a', user: 'b\nc' }),
      aMatch('r', 2, { ip: `${'x'.repeat(1_000_000)}1`, user: 'c' }),
      aMatch('r', 3, { ip: `${'x'.repeat(1_000_000)}2`, user: 'c' }),
    ]);
    expect(fired).toEqual([]);
  });
});

describe('S6: duplicates', () => {
  test('an event counts once by its id, also in another batch', () => {
    const windows = createWindows([aCount({ by: 'ip', within: '10s', at_least: 2 })]);
    expect(windows.add([...row([0]), ...row([0])]).fired).toEqual([]);
    expect(windows.add(row([0])).fired).toEqual([]);
    expect(windows.totals()).toMatchObject({ counted: 1, duplicate: 2 });
  });

  test('an event that two of the counted rules matched counts once', () => {
    const both = aCorrelation(
      { type: 'event_count', rules: ['a', 'b'], 'group-by': 'ip', timespan: '1m', condition: { gte: 2 } },
      'c',
    );
    const windows = createWindows([both]);
    expect(windows.add([...row([0], 'a'), ...row([0], 'b')]).fired).toEqual([]);
    expect(windows.add(row([1], 'b')).fired).toHaveLength(1);
  });
});

describe('S7: caps', () => {
  test('of too many keys the oldest go, and that is counted; one that is used is spared', () => {
    const windows = createWindows([aCount({ by: 'ip', within: '1h', at_least: 2 })], { most: 2 });
    const from = (ip: string, seconds: number) => windows.add([aMatch('r', seconds, { ip })]).fired;
    from('busy', 0);
    from('quiet', 1);
    from('busy', 1.5);
    from('x', 2);
    expect(windows.totals()).toMatchObject({ evicted: 1 });
    expect(from('quiet', 3)).toEqual([]);
  });

  test('a key with 20,000 events fires where it must and keeps few of them', () => {
    const windows = createWindows([aCount({ by: 'ip', within: '1d', at_least: 3000 })]);
    for (let from = 0; from < 20_000; from += 1000) {
      const fired = windows.add(row(Array.from({ length: 1000 }, (_, n) => from + n))).fired;
      expect(secondsOf(fired)).toEqual(from === 2000 ? [2999] : []);
    }
    expect(windows.totals().crowded).toBeGreaterThan(15_000);
  });
});

describe('S8: a rule keeps its state while what it counts is the same', () => {
  test('the name of a window changes with the counting, not with the order of its keys', () => {
    const { counting } = aCount(five);
    const turned = Object.fromEntries(Object.entries(counting).toReversed()) as unknown as typeof counting;
    expect(hashOf(turned)).toBe(hashOf(counting));
    expect(hashOf(aCount({ ...five, at_least: 6 }).counting)).not.toBe(hashOf(counting));
  });
});

describe('events from the future', () => {
  test('do not push the present out of the window: they are not counted, and told in a metric', () => {
    const windows = createWindows([aCount(five)], { now: () => start + 120_000 });
    windows.add(row([0, 30, 60, 90]));
    expect(windows.add(row([10_000_000])).fired).toEqual([]);
    expect(secondsOf(windows.add(row([120])).fired)).toEqual([120]);
    expect(windows.totals()).toMatchObject({ future: 1 });
  });

  test('events without a time are not counted', () => {
    const windows = createWindows([aCount({ within: '1m', at_least: 1 })]);
    expect(windows.add([{ rule: 'r', event: { ...anEvent(0), at: 'yesterday' } }]).fired).toEqual([]);
    expect(windows.totals()).toMatchObject({ missing: 1 });
  });
});

describe('first_seen', () => {
  const rule = aCount({ by: 'ip', distinct: 'region', first_seen: '30d' });
  const day = 86_400;
  const seen = (days: number, region: string) => aMatch('r', days * day, { ip: 'a', region });

  test('fires at the first value of a key in the time, and again after so long without it', () => {
    const windows = createWindows([rule]);
    const { fired } = windows.add([seen(0, 'eu'), seen(1, 'eu'), seen(2, 'us'), seen(31, 'eu'), seen(62, 'eu')]);
    expect(secondsOf(fired).map((at) => at / day)).toEqual([0, 62, 2]);
    expect(fired[0]).toMatchObject({ by: { ip: 'a', region: 'eu' } });
  });

  test('the earliest wins, also when it comes later', () => {
    const windows = createWindows([rule]);
    windows.add([seen(5, 'eu')]);
    expect(windows.add([seen(3, 'eu')])).toMatchObject({
      fired: [{ eventId: `e${3 * day}` }],
      withdrawn: [{ eventId: `e${5 * day}` }],
    });
  });

  test('a value that is seen all the time takes no room', () => {
    const windows = createWindows([rule]);
    for (let n = 0; n < 5000; n += 1) windows.add([seen(n / 50, 'eu')]);
    expect(windows.totals()).toMatchObject({ crowded: 0 });
    expect(windows.add([seen(80.001, 'eu')])).toEqual({ fired: [], withdrawn: [] });
  });
});
