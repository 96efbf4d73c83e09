import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Person } from '#core/actor.ts';
import type { Log } from '#core/log.ts';

/** A person as Slack's payloads name them. */
export interface SlackUser {
  id: string;
  username: string;
}

export interface People {
  /** Who did it, by real name where Slack tells it within a second, else by username. A click must not hang on a name. */
  actor(user: SlackUser): Promise<Person>;
  /** The person's time zone, e.g. `Asia/Tokyo`. Throws when Slack does not answer. */
  zone(userId: string): Promise<string>;
}

interface Profile {
  name: string | undefined;
  zone: string;
  askedAt: number;
}

const staleMs = 60 * 60_000;
const nameWithinMs = 1_000;

/** Asks Slack once an hour for each person. */
export function createPeople(client: WebClient, log: Log): People {
  const known = new Map<string, Profile>();

  async function profile(id: string): Promise<Profile> {
    const kept = known.get(id);
    if (kept !== undefined && Date.now() - kept.askedAt < staleMs) return kept;
    const { user } = await client.users.info({ user: id });
    const name = user?.profile?.real_name || user?.real_name || undefined;
    const fresh = { name, zone: user?.tz ?? 'UTC', askedAt: Date.now() };
    known.set(id, fresh);
    return fresh;
  }

  async function realName(user: SlackUser): Promise<string | undefined> {
    try {
      return (await profile(user.id)).name;
    } catch (error) {
      log.warn({ err: error, userId: user.id }, 'slack does not tell a name');
      return undefined;
    }
  }

  return {
    actor: async (user) => {
      const patience = wait(nameWithinMs, undefined, { ref: false });
      const name = (await Promise.race([realName(user), patience])) ?? user.username;
      return { kind: 'person', id: `slack:${user.id}`, name, via: 'slack' };
    },
    zone: async (userId) => (await profile(userId)).zone,
  };
}
