import type { Limit } from '#core/mirror.ts';

/** Keeps several limits at once, each a token bucket: `burst` at once and one more each `everyMs`. Times in ms. */
export interface Pace {
  /** How long until the next look may begin; 0 = now. Takes nothing. `isClick`: a person waits for it. */
  wait(nowMs: number, about?: { isClick: boolean }): number;
  /** A look begins. */
  begin(nowMs: number): void;
  /** The look that began last has ended. */
  end(nowMs: number): void;
}

interface Bucket extends Limit {
  tokens: number;
  countedAt: number | undefined;
}

export function createPace(limits: readonly Limit[]): Pace {
  const buckets: Bucket[] = limits.map((limit) => ({ ...limit, tokens: limit.burst, countedAt: undefined }));
  return {
    wait(nowMs, { isClick } = { isClick: false }) {
      for (const bucket of buckets) refill(bucket, nowMs);
      const missing = ({ tokens, overdraft = 0 }: Bucket): number => 1 - tokens - (isClick ? overdraft : 0);
      return Math.max(0, ...buckets.map((bucket) => Math.ceil(missing(bucket) * bucket.everyMs)));
    },
    begin(nowMs) {
      for (const bucket of buckets) {
        refill(bucket, nowMs);
        bucket.tokens -= 1;
      }
    },
    end(nowMs) {
      for (const bucket of buckets) if (bucket.isFromEnd === true) bucket.countedAt = nowMs;
    },
  };
}

function refill(bucket: Bucket, nowMs: number): void {
  const { burst, everyMs, tokens, countedAt = nowMs } = bucket;
  bucket.tokens = Math.min(burst, tokens + Math.max(0, nowMs - countedAt) / everyMs);
  bucket.countedAt = nowMs;
}
