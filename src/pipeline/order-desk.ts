import type { Person } from '#core/actor.ts';
import type { Instant } from '#core/json.ts';
import type { OrderProblem, Silence, Subscription } from '#core/standing-order.ts';

/** What somebody wants silenced. The id of the request makes the same request twice one. */
export interface SilenceWish {
  query: string;
  until: Instant;
  reason: string;
  by: Person;
  channel: string;
  requestId: string;
}

export interface SubscriptionWish {
  query: string;
  by: Person;
  channel: string;
}

/** `missing`: a silence without a reason; `past`: its end is no moment of the future, or further away than a year. */
export type WishProblem = OrderProblem | { missing: 'reason' } | { past: true };

/** Silences and subscriptions, for the doors. Throws TemporaryFailure when the store cannot answer. */
export interface OrderDesk {
  /** Those in force, oldest first. */
  silences(): Promise<Silence[]>;
  /** From now on; open cases that it is about are snoozed to its end. */
  silence(wish: SilenceWish): Promise<{ done: Silence; snoozed: number } | WishProblem>;
  /** Ends it before its time: what it keeps quiet comes back. Undefined when there is none (any more). */
  endSilence(id: string, by: Person): Promise<Silence | undefined>;
  /** All, or those of one channel, oldest first. */
  subscriptions(channel?: string): Promise<Subscription[]>;
  /** From the next change of each case on. The same twice is one. */
  subscribe(wish: SubscriptionWish): Promise<{ done: Subscription } | WishProblem>;
  /** Takes away all of a channel, or one; returns what was taken away. */
  unsubscribe(channel: string, id?: string): Promise<Subscription[]>;
}
