import { describe, expect, it } from 'vitest';
import type { Arrivals } from '#core/arrivals.ts';
import { findSilences } from '#core/find-silences.ts';

const hourMs = 3_600_000;
const now = '2026-03-01T12:00:00.000Z';
const look = { rules: [], now, watchedSince: '2026-01-01T00:00:00.000Z' };

function ago(hours: number): string {
  return new Date(Date.parse(now) - hours * hourMs).toISOString();
}

/** A feed that came every hour for a month. */
function hourly(source: string, account: string | undefined, lastHoursAgo: number): Arrivals {
  const who = account === undefined ? { source } : { source, account };
  return { ...who, firstAt: ago(720), lastAt: ago(lastHoursAgo), count: 500, usualGapMs: hourMs };
}

describe('findSilences', () => {
  it('finds the account that stopped, beside those that go on', () => {
    const known = [hourly('scc', undefined, 1), hourly('scc', 'a', 1), hourly('scc', 'b', 4)];
    expect(findSilences(known, look)).toEqual([
      { source: 'scc', account: 'b', lastAt: ago(4), afterMs: 3 * hourMs, by: 'learned' },
    ]);
  });

  it('tells a source that is silent as a whole alone, without its accounts', () => {
    const known = [
      hourly('scc', undefined, 4),
      hourly('scc', 'a', 5),
      hourly('scc', 'b', 4),
      hourly('guardduty', 'a', 9),
    ];
    expect(findSilences(known, look)).toMatchObject([{ source: 'scc' }, { source: 'guardduty', account: 'a' }]);
    expect(findSilences(known, look)[0]).not.toHaveProperty('account');
  });

  it('does not miss what came while nobody watched', () => {
    expect(findSilences([hourly('scc', undefined, 50)], { ...look, watchedSince: ago(2) })).toEqual([]);
  });

  it('misses a source that a rule names although it never came, and not one that a rule lets be', () => {
    const rules = [
      { source: 'guardduty', after: 6 * hourMs },
      { source: 'scc', after: 'never' as const },
      { source: 'scc', account: '*', after: hourMs },
    ];
    const found = findSilences([hourly('scc', undefined, 90)], { ...look, rules });
    expect(found).toMatchObject([{ source: 'guardduty', by: 'rule' }]);
  });

  it('tells ten accounts one by one, the longest silent first, and the rest as one', () => {
    const many = Array.from({ length: 14 }, (_, at) => hourly('scc', `a${at}`, 10 + at));
    const found = findSilences([hourly('scc', undefined, 1), ...many], look);
    expect(found).toHaveLength(11);
    expect(found[0]).toMatchObject({ account: 'a13' });
    expect(found[10]).toMatchObject({ others: ['a3', 'a2', 'a1', 'a0'] });
  });
});
