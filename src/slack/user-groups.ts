import type { WebClient } from '@slack/web-api';

export interface UserGroups {
  /** Whether a person is in a user group. Throws when Slack does not answer and has not lately. */
  isIn(groupId: string, userId: string): Promise<boolean>;
  /** `@security-oncall`, or the id where Slack does not tell. */
  handle(groupId: string): Promise<string>;
}

/** A person who was taken out of a group may act for so long still. */
const staleMs = 3 * 60_000;

/** Asks Slack every few minutes for each group that somebody is asked about. */
export function createUserGroups(client: WebClient): UserGroups {
  const members = new Map<string, { users: ReadonlySet<string>; askedAt: number }>();
  const handles = new Map<string, string>();

  async function membersOf(groupId: string): Promise<ReadonlySet<string>> {
    const kept = members.get(groupId);
    if (kept !== undefined && Date.now() - kept.askedAt < staleMs) return kept.users;
    const { users } = await client.usergroups.users.list({ usergroup: groupId });
    const fresh = { users: new Set(users), askedAt: Date.now() };
    members.set(groupId, fresh);
    return fresh.users;
  }

  async function handle(groupId: string): Promise<string> {
    if (handles.has(groupId)) return handles.get(groupId) ?? groupId;
    try {
      const { usergroups } = await client.usergroups.list();
      for (const group of usergroups ?? []) if (group.id && group.handle) handles.set(group.id, `@${group.handle}`);
    } catch {
      // The id says who is meant as well; the answer to the person does not wait for a name.
      return groupId;
    }
    return handles.get(groupId) ?? groupId;
  }

  return { isIn: async (groupId, userId) => (await membersOf(groupId)).has(userId), handle };
}
