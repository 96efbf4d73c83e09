import type { Instant } from './json.ts';

/** One answer of a service whose clock is right; both ends by our clock. */
export interface ClockSample {
  sentAt: Instant;
  answeredAt: Instant;
  /** Its `Date` header, cut to whole seconds as HTTP has it. */
  date: Instant;
}

/**
 * How far our clock is surely off, in ms: positive when it is ahead, negative when it is behind, 0 when the answer could
 * have been made in between. So a slow network is never taken for a wrong clock. Pure.
 */
export function clockSkew({ sentAt, answeredAt, date }: ClockSample): number {
  const theirsMs = Date.parse(date);
  const aheadMs = Date.parse(sentAt) - (theirsMs + 1000);
  const behindMs = theirsMs - Date.parse(answeredAt);
  if (aheadMs > 0) return aheadMs;
  return behindMs > 0 ? -behindMs : 0;
}
