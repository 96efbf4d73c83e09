import { setTimeout as wait } from 'node:timers/promises';
import type { Case } from '#core/case.ts';
import type { Log } from '#core/log.ts';
import { quieten } from '#core/quieten.ts';
import type { Finding } from '#core/record-finding.ts';
import {
  readSilenceQuery,
  readSubscriptionQuery,
  subscribersOf,
  type InForce,
  type Silence,
  type Subscription,
} from '#core/standing-order.ts';
import type { Table } from '#core/table.ts';
import { readSilences, readSubscriptions } from './order-items.ts';

/** The silences and subscriptions of the store, held in memory because each alert is asked about them. */
export interface StandingOrders {
  silences(): readonly InForce<Silence>[];
  subscriptions(): readonly InForce<Subscription>[];
  /** The channels that have subscribed to cases like this one. */
  subscribers(c: Case): string[];
  /** The finding with the silence that is on alerts like it. */
  quieten(finding: Finding): Finding;
  /** Reads them anew. Rejects when the store cannot answer; those before stay in force. */
  refresh(): Promise<void>;
  /** Reads them every few seconds until `signal` aborts: another replica may have been asked. */
  follow(signal: AbortSignal): Promise<void>;
}

/** So long may another replica know nothing of an order that was given here. */
const lookEveryMs = 5_000;

interface OrdersContext {
  table: Table;
  now: () => Date;
  log: Log;
}

/** Empty until it is refreshed. */
export function openStandingOrders({ table, now, log }: OrdersContext): StandingOrders {
  let silences: InForce<Silence>[] = [];
  let subscriptions: InForce<Subscription>[] = [];

  /** One that cannot be read any more was written by another version; it is left alone and does nothing. */
  function inForce<T extends Silence | Subscription>(
    all: T[],
    read: (text: string) => ReturnType<typeof readSilenceQuery>,
  ): InForce<T>[] {
    return all.flatMap((one) => {
      const outcome = read(one.query);
      if ('query' in outcome) return [{ ...one, read: outcome.query }];
      log.warn({ id: one.id, query: one.query }, 'a standing order cannot be read, it does nothing');
      return [];
    });
  }

  async function refresh(): Promise<void> {
    const [some, others] = await Promise.all([readSilences(table), readSubscriptions(table)]);
    silences = inForce(some, readSilenceQuery);
    subscriptions = inForce(others, readSubscriptionQuery);
  }

  return {
    silences: () => silences,
    subscriptions: () => subscriptions,
    subscribers: (c) => (subscriptions.length === 0 ? [] : subscribersOf(c, subscriptions, now())),
    quieten: (finding) => quieten(finding, silences, now()),
    refresh,
    async follow(signal) {
      while (!signal.aborted) {
        await refresh().catch((err: unknown) => log.warn({ err }, 'standing orders cannot be read, those before stay'));
        await wait(lookEveryMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
