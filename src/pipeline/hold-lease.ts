import { leaseTermMs, type Lease, type Leases } from '#core/leases.ts';
import type { Log } from '#core/log.ts';

interface Holding {
  leases: Leases;
  log: Log;
  name: string;
  signal: AbortSignal;
  /** For tests; that of all leases otherwise. */
  termMs?: number;
}

/**
 * Does `work` while this process holds the lease, which is renewed five times a term; the signal that `work` gets
 * aborts when it is lost, and when half a term has passed without a renewal: what `work` has begun outside then ends
 * before another may begin. Released when `work` has ended. Does nothing where another process holds it.
 */
export async function holdLease(holding: Holding, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const askedAt = performance.now();
  const lease = await holding.leases.acquire(holding.name);
  if (lease === undefined) return;
  const keeper = keepRenewed(lease, holding, askedAt);
  try {
    await work(AbortSignal.any([holding.signal, keeper.lost]));
  } finally {
    await keeper.end();
  }
}

/** `since` is when the lease was asked for, in ms of `performance.now()`: its term began no sooner. */
function keepRenewed(
  lease: Lease,
  { log, name, termMs = leaseTermMs }: Holding,
  since: number,
): { lost: AbortSignal; end(): Promise<void> } {
  const lost = new AbortController();
  let isOurs = true;
  let renewal: Promise<void> | undefined;
  let sure = abortAt(lost, since + termMs / 2);

  async function renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      isOurs = await lease.renew();
      clearTimeout(sure);
      sure = abortAt(lost, isOurs ? askedAt + termMs / 2 : askedAt);
    } catch (err) {
      log.warn({ err, lease: name }, 'lease could not be renewed');
    }
  }

  const timer = setInterval(() => {
    // One that hangs must not overtake the next.
    renewal ??= renew().finally(() => (renewal = undefined));
  }, termMs / 5);
  return {
    lost: lost.signal,
    async end() {
      clearInterval(timer);
      // Another version would be released than is kept, and the lease would stay.
      await renewal;
      clearTimeout(sure);
      if (!isOurs) return;
      await lease.release().catch((err: unknown) => log.warn({ err, lease: name }, 'lease could not be released'));
    },
  };
}

/** `at` in ms of `performance.now()`; at once when that has passed. */
function abortAt(controller: AbortController, at: number): NodeJS.Timeout | undefined {
  const leftMs = at - performance.now();
  if (leftMs > 0) return setTimeout(() => controller.abort(), leftMs);
  controller.abort();
  return undefined;
}
