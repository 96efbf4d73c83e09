import { randomBytes } from 'node:crypto';
import type { Strictness } from './slack-sandbox.ts';
import { SlackError } from './slack-error.ts';

/** The `trigger_id`s of what people did: each opens one view, for a short time. */
export interface Triggers {
  create(userId: string): string;
  /** Uses the trigger up and returns whose it was; throws Slack's error when it cannot be used. */
  exchange(triggerId: string): string;
}

export function createTriggers(strictness: Strictness): Triggers {
  const known = new Map<string, { userId: string; createdAt: number; isExchanged: boolean }>();

  function create(userId: string): string {
    const id = `${Date.now()}.${known.size + 1}.${randomBytes(16).toString('hex')}`;
    known.set(id, { userId, createdAt: Date.now(), isExchanged: false });
    return id;
  }

  function exchange(triggerId: string): string {
    const trigger = known.get(triggerId);
    if (trigger === undefined) throw new SlackError('invalid_trigger_id');
    if (trigger.isExchanged) throw new SlackError('exchanged_trigger_id');
    if (Date.now() - trigger.createdAt > strictness.triggerExpiryMs) throw new SlackError('expired_trigger_id');
    trigger.isExchanged = true;
    return trigger.userId;
  }

  return { create, exchange };
}
