import type { Json } from './json.ts';
import type { Page } from './table.ts';

export interface Message {
  id: string;
  body: Json;
  /** 1 on the first delivery. */
  receives: number;
  /** Proof of this delivery; worthless once the message has been delivered again. */
  receipt: string;
}

export interface DeadMessage {
  id: string;
  body: Json;
  receives: number;
}

/**
 * At least once: a message that is not done within its visibility time comes again; after 5 receives it is dead.
 * Order is not promised. Throws TemporaryFailure when the queue cannot answer.
 */
export interface Queue {
  /** Each body ≤ 200 KB as JSON, the delay ≤ 900 s: what every member can take. */
  send(bodies: Json[], options?: { delaySeconds?: number }): Promise<void>;
  /** Up to `max` messages; waits up to `waitSeconds` for the first one. Answers early with none when `signal` aborts. */
  receive(max: number, waitSeconds: number, signal?: AbortSignal): Promise<Message[]>;
  /** The message stays invisible for `seconds` from now; 1 gives it back. False when it is no longer ours. */
  extend(message: Message, seconds: number): Promise<boolean>;
  done(messages: Message[]): Promise<void>;
  dead(cursor?: string): Promise<Page<DeadMessage>>;
  /** Sends dead messages again as new ones. Returns how many. */
  redrive(ids: string[] | 'all'): Promise<number>;
  /** Removes dead messages for ever; any other stays. Returns how many were removed. */
  discard(ids: string[]): Promise<number>;
}
