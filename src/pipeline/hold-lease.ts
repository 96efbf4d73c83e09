import { leaseTermMs, type Leases } from '#core/leases.ts';
import type { Log } from '#core/log.ts';

interface Holding {
  leases: Leases;
  log: Log;
  name: string;
  signal: AbortSignal;
}

/**
 * Does `work` while this process holds the lease, which is renewed three times a term; the signal that `work` gets
 * aborts when it is lost. Does nothing where another process holds it.
 */
export async function holdLease(
  { leases, log, name, signal }: Holding,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const lease = await leases.acquire(name);
  if (lease === undefined) return;
  const lost = new AbortController();
  let renewedAt = performance.now();
  const renew = async (): Promise<void> => {
    try {
      const isOurs = await lease.renew();
      if (!isOurs) lost.abort();
      else renewedAt = performance.now();
    } catch (err) {
      log.warn({ err, lease: name }, 'lease could not be renewed');
      if (performance.now() - renewedAt > (leaseTermMs * 2) / 3) lost.abort();
    }
  };
  const timer = setInterval(() => void renew(), leaseTermMs / 3);
  try {
    await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(timer);
    if (!lost.signal.aborted)
      await lease.release().catch((err: unknown) => log.warn({ err, lease: name }, 'lease could not be released'));
  }
}
