import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Person } from '#core/actor.ts';
import type { Log } from '#core/log.ts';
import { createPersonFinder } from './find-person.ts';
import { createUserGroups } from './user-groups.ts';

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
  /** The id of the one who is called so; undefined when nobody or several are. Throws when Slack does not answer. */
  find(typed: string): Promise<string | undefined>;
  /** Whether a person is in a user group. Throws when Slack does not answer. */
  isIn(groupId: string, userId: string): Promise<boolean>;
  /** What people call a user group or a person: `@security-oncall`, `Aki Tanaka`; the id where Slack does not tell. */
  label(id: string): Promise<string>;
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
  const groups = createUserGroups(client);

  async function profile(id: string): Promise<Profile> {
    const kept = known.get(id);
    if (kept !== undefined && Date.now() - kept.askedAt < staleMs) return kept;
    const { user } = await client.users.info({ user: id });
    const name = user?.profile?.real_name || user?.real_name || undefined;
    const fresh = { name, zone: user?.tz ?? 'UTC', askedAt: Date.now() };
    known.set(id, fresh);
    return fresh;
  }

  async function realName(id: string): Promise<string | undefined> {
    try {
      return (await profile(id)).name;
    } catch (error) {
      log.warn({ err: error, userId: id }, 'slack does not tell a name');
      return undefined;
    }
  }

  async function nameSoon(id: string): Promise<string | undefined> {
    return Promise.race([realName(id), wait(nameWithinMs, undefined, { ref: false })]);
  }

  return {
    actor: async ({ id, username }) => {
      return { kind: 'person', id: `slack:${id}`, name: (await nameSoon(id)) ?? username, via: 'slack' };
    },
    zone: async (userId) => (await profile(userId)).zone,
    find: createPersonFinder(client),
    isIn: groups.isIn,
    label: async (id) => (id.startsWith('S') ? groups.handle(id) : ((await nameSoon(id)) ?? id)),
  };
}
