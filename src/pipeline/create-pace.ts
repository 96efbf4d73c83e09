/** How many may go now, at most `burst` at once and one more each `everyMs`: a token bucket. */
export interface Pace {
  /** Takes one token; 0 when it may go now, else how many ms to wait for it. */
  take(nowMs: number): number;
}

export function createPace({ burst, everyMs }: { burst: number; everyMs: number }): Pace {
  let tokens = burst;
  let countedAt: number | undefined;
  return {
    take(nowMs) {
      if (countedAt !== undefined) tokens = Math.min(burst, tokens + Math.max(0, nowMs - countedAt) / everyMs);
      countedAt = nowMs;
      tokens -= 1;
      return tokens >= 0 ? 0 : Math.ceil(-tokens * everyMs);
    },
  };
}
