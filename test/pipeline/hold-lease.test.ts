import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import type { Lease, Leases } from '#core/leases.ts';
import { holdLease } from '#pipeline/hold-lease.ts';
import { silentLog } from '#test/silent-log.ts';

const signal = new AbortController().signal;

/** Leases of one lane: `renew` answers as it is told, `released` says in which state it was given back. */
function oneLease(renew: Lease['renew']) {
  const done: string[] = [];
  const lease: Lease = {
    renew,
    release: async () => {
      done.push('released');
    },
  };
  const leases: Leases = { acquire: async () => lease, claim: async () => true };
  return { done, holding: { leases, log: silentLog(), name: 'lane', signal, termMs: 50 } };
}

const aborted = (given: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    given.addEventListener('abort', () => resolve(), { once: true });
  });

test('work stops when the lease is another one’s, and nothing is released', async () => {
  const { done, holding } = oneLease(async () => false);
  await holdLease(holding, aborted);
  expect(done).toEqual([]);
});

test('work stops half a term after the last renewal when the store does not answer, and the lease is given back', async () => {
  const { done, holding } = oneLease(() => Promise.reject(new TemporaryFailure('no answer')));
  await holdLease(holding, aborted);
  expect(done).toEqual(['released']);
});

test('work stops half a term after the last renewal also when the next one hangs', async () => {
  const renewal = Promise.withResolvers<boolean>();
  const { done, holding } = oneLease(() => renewal.promise);
  const held = holdLease(holding, async (given) => {
    await aborted(given);
    done.push('stopped');
    renewal.resolve(true);
  });
  await held;
  expect(done).toEqual(['stopped', 'released']);
});

test('a lease is released after the renewal that was on its way, never under it', async () => {
  const asked = Promise.withResolvers<void>();
  const renewal = Promise.withResolvers<boolean>();
  const { done, holding } = oneLease(() => {
    asked.resolve();
    return renewal.promise.then((isOurs) => {
      done.push('renewed');
      return isOurs;
    });
  });
  const held = holdLease(holding, async () => {
    await asked.promise;
    setImmediate(() => renewal.resolve(true));
  });
  await held;
  expect(done).toEqual(['renewed', 'released']);
});

test('work goes on as long as it is renewed', async () => {
  let renewals = 0;
  const enough = Promise.withResolvers<void>();
  const { done, holding } = oneLease(async () => {
    renewals += 1;
    if (renewals === 20) enough.resolve();
    return true;
  });
  await holdLease({ ...holding, termMs: 250 }, async (given) => {
    await Promise.race([enough.promise, aborted(given)]);
    done.push(given.aborted ? 'stopped' : 'worked to the end');
  });
  expect(done).toEqual(['worked to the end', 'released']);
});
