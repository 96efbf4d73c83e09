import type { WebClient } from '@slack/web-api';

const mostPages = 5;

/** The channels that a person is in and the bot can see, each by its id and by its name with `#`, as routes name them. */
export async function channelsOf(client: WebClient, userId: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.users.conversations({
      user: userId,
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { id, name } of answer.channels ?? []) {
      if (id !== undefined) found.add(id);
      if (name !== undefined) found.add(`#${name}`);
    }
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}
