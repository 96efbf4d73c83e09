/** Counts what happened within the last `lengthMs` for each key. */
export interface SlidingWindow {
  /** Takes a place unless `most` are taken; else the seconds until one is free (at least 1). */
  take: (key: string, most: number | undefined) => 'taken' | { retryAfter: number };
}

export function createSlidingWindow(lengthMs: number, now: () => number): SlidingWindow {
  const times = new Map<string, number[]>();

  function take(key: string, most: number | undefined): 'taken' | { retryAfter: number } {
    const at = now();
    const recent = (times.get(key) ?? []).filter((time) => time > at - lengthMs);
    times.set(key, recent);
    if (most !== undefined && recent.length >= most) {
      const free = (recent[recent.length - most] ?? at) + lengthMs;
      return { retryAfter: Math.max(1, Math.ceil((free - at) / 1000)) };
    }
    recent.push(at);
    return 'taken';
  }

  return { take };
}
