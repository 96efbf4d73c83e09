import { expect, test } from 'vitest';
import { recordFinding } from '#core/record-finding.ts';
import { withdrawOccurrence } from '#core/withdraw-occurrence.ts';
import { aCase, aFinding, anAlert, noon } from '#test/builders.ts';

const earlier = '2026-03-01T11:00:00.000Z';
const later = '2026-03-01T13:00:00.000Z';

test('the case counts one less and shows the newest alert that is left', () => {
  const rest = { newest: anAlert({ at: earlier, title: 'the other' }), firstAt: earlier };
  const { case: c, entries, reach } = withdrawOccurrence(aCase({ count: 3, firstSeenAt: earlier }), rest, later);
  expect(c).toMatchObject({ count: 2, title: 'the other', firstSeenAt: earlier, lastSeenAt: earlier, status: 'open' });
  expect({ entries, reach }).toEqual({ entries: [], reach: 'repeats' });
});

test('between others it takes nothing but the count', () => {
  const before = aCase({ count: 3 });
  const { case: c } = withdrawOccurrence(before, 'as before', later);
  expect(c).toEqual({ ...before, count: 2, revision: before.revision + 1 });
});

test('a case of which nothing is left is closed and says why', () => {
  const { case: c, entries } = withdrawOccurrence(aCase(), undefined, later);
  expect(c).toMatchObject({ count: 0, status: 'closed', reason: 'duplicate' });
  expect(entries).toMatchObject([{ what: 'closed', seq: 2, why: expect.stringContaining('came late') }]);
});

test('a person who has the case in hand keeps it', () => {
  const by = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
  const { case: c } = withdrawOccurrence(aCase({ status: 'acknowledged', statusBy: by }), undefined, later);
  expect(c).toMatchObject({ count: 0, status: 'acknowledged' });
});

test('the next alert brings it back, however old it is', () => {
  const gone = withdrawOccurrence(aCase(), undefined, later).case;
  const back = recordFinding(gone, aFinding({ alert: { at: earlier } }), later);
  expect(back.case).toMatchObject({ status: 'open', count: 1, firstSeenAt: earlier, lastSeenAt: earlier });
  expect(noon > earlier).toBe(true);
});
