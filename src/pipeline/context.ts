import type { Blobs, SaveAndSend } from '#core/blobs.ts';
import type { AddressBook } from '#core/facts.ts';
import type { Json } from '#core/json.ts';
import type { Leases } from '#core/leases.ts';
import type { Log } from '#core/log.ts';
import type { Destination, Mirror } from '#core/mirror.ts';
import type { Policy } from '#core/policy.ts';
import type { Queue } from '#core/queue.ts';
import type { Places } from '#core/route.ts';
import type { SearchIndex } from '#core/search.ts';
import type { OpenFile } from '#core/source.ts';
import type { Table } from '#core/table.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { FileMessage } from './save-file.ts';
import type { StandingOrders } from './standing-orders.ts';

/** All that the verbs work with; each takes the part it needs. Wired in `app.ts`. */
export interface Context {
  table: Table;
  blobs: Blobs;
  queue: Queue;
  saveAndSend?: SaveAndSend;
  search: SearchIndex;
  leases: Leases;
  mirrors: Mirror[];
  openFile: OpenFile;
  /** The files that a message of the store itself announces; undefined when it is none. */
  readNotice: (body: Json) => FileMessage[] | undefined;
  /** The rules in force now. Whoever does one work takes them once, so that a change falls between two works. */
  rules: () => RuleSet;
  /** Their policy. */
  policy: () => Policy;
  /** What people have asked for until further notice: silences and subscriptions. */
  orders: StandingOrders;
  /** For rules that ask for `facts.country`. */
  addresses: AddressBook;
  places: Places;
  /** Where a case goes instead when this destination is gone. */
  insteadOf: (gone: Destination) => Destination | undefined;
  /** How often to look for effects that other processes have put, in ms; one's own ring the bell. */
  lookEveryMs: number;
  /** How many files the store likes to have in work, and alerts of each. */
  atOnce: { files: number; alerts: number };
  /** Rings when an effect is pending, so that the lanes look at once. */
  laneBell: Bell;
  now: () => Date;
  log: Log;
}

/** Wakes whoever waits for work. A ring with nobody waiting is kept for the next one who waits. */
export interface Bell {
  /** `isClick`: a person waits for what is pending. */
  ring(about?: { isClick?: boolean }): void;
  /** Resolves at the next ring, after `ms`, or when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Resolves at the next ring for a click, for everybody who waits so; after `ms`; or when `signal` aborts. */
  waitForClick(ms: number, signal: AbortSignal): Promise<void>;
}
