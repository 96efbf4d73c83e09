import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { leaseTermMs } from '#core/leases.ts';
import type { Table } from '#core/table.ts';
import { holdLease } from '#pipeline/hold-lease.ts';
import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';
import { openTableLeases } from '#store/open-table-leases.ts';
import { silentLog } from '#test/silent-log.ts';

/** Two replicas over one table, with one clock. */
async function twoReplicas() {
  const home = await mkdtemp(join(tmpdir(), 'irene-leases-'));
  const clock = { ms: Date.parse('2026-03-01T12:00:00.000Z') };
  const now = (): Date => new Date(clock.ms);
  const store = await openEmbeddedStore(home, { now });
  onTestFinished(async () => {
    store.close();
    await rm(home, { recursive: true });
  });
  return {
    table: store.table,
    now,
    clock,
    a: openTableLeases(store.table, { now }),
    b: openTableLeases(store.table, { now }),
  };
}

test('one of two holds a lease, and the other when it is released', async () => {
  const { a, b } = await twoReplicas();
  const lease = await a.acquire('lane');
  expect(lease).toBeDefined();
  expect(await b.acquire('lane')).toBeUndefined();
  expect(await a.acquire('lane')).toBeUndefined();
  expect(await b.acquire('another lane')).toBeDefined();
  await lease?.release();
  expect(await b.acquire('lane')).toBeDefined();
});

test('a replica that dies loses its lease after a term, and one that renews keeps it', async () => {
  const { a, b, clock } = await twoReplicas();
  const lease = await a.acquire('lane');
  clock.ms += leaseTermMs - 1;
  expect(await lease?.renew()).toBe(true);
  clock.ms += leaseTermMs - 1;
  expect(await b.acquire('lane')).toBeUndefined();
  clock.ms += 1;
  expect(await b.acquire('lane')).toBeDefined();
});

test('a lease that was lost is neither renewed nor released from under the other', async () => {
  const { a, b, clock } = await twoReplicas();
  const lost = await a.acquire('lane');
  clock.ms += leaseTermMs;
  const taken = await b.acquire('lane');
  expect(await lost?.renew()).toBe(false);
  await lost?.release();
  expect(await taken?.renew()).toBe(true);
});

test('of many that ask at once one gets it', async () => {
  const { a, b } = await twoReplicas();
  const leases = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? a : b).acquire('lane')));
  expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
});

test('a tick is claimed once', async () => {
  const { a, b } = await twoReplicas();
  const claims = await Promise.all([
    a.claim('cron#wake:12:00'),
    b.claim('cron#wake:12:00'),
    a.claim('cron#wake:12:15'),
  ]);
  expect(claims.toSorted((x, y) => Number(x) - Number(y))).toEqual([false, true, true]);
});

test('work under a lease is done by one, and the lease is given back when it has ended or failed', async () => {
  const { a, b } = await twoReplicas();
  const log = silentLog();
  const signal = new AbortController().signal;
  const done: string[] = [];
  const hold = (leases: typeof a, who: string, work: () => Promise<void>): Promise<void> =>
    holdLease({ leases, log, name: 'lane', signal }, async () => {
      done.push(who);
      await work();
    });
  await hold(a, 'a', () => hold(b, 'b while a holds it', async () => {}));
  await expect(hold(b, 'b', () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  await hold(a, 'a again', async () => {});
  expect(done).toEqual(['a', 'b', 'a again']);
});

test('a renewal whose answer was lost does not lose the lease', async () => {
  const { table, b, clock, now } = await twoReplicas();
  let isLost = false;
  const deaf: Table = {
    ...table,
    write: async (batch) => {
      const answer = await table.write(batch);
      if (!isLost) return answer;
      isLost = false;
      throw new TemporaryFailure('the answer was lost');
    },
  };
  const lease = await openTableLeases(deaf, { now }).acquire('lane');
  isLost = true;
  await expect(lease?.renew()).rejects.toThrow('the answer was lost');
  clock.ms += leaseTermMs - 1;
  expect(await lease?.renew()).toBe(true);
  clock.ms += leaseTermMs - 1;
  expect(await b.acquire('lane')).toBeUndefined();
  isLost = true;
  await expect(lease?.renew()).rejects.toThrow('the answer was lost');
  await lease?.release();
  expect(await b.acquire('lane')).toBeDefined();
});
