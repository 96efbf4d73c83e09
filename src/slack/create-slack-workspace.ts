import type { WebClient } from '@slack/web-api';

/** What the mirror must know of the workspace. */
export interface SlackWorkspace {
  /** The bot's own id, by which it knows its messages. */
  botId(): Promise<string | undefined>;
  /** The link to a message. */
  permalink(channel: string, ts: string): Promise<string>;
  /** The id of a channel given as `#name` or as an id; undefined when the bot sees no such channel. */
  channelId(to: string): Promise<string | undefined>;
}

/** Asks Slack once and remembers. */
export function createSlackWorkspace(client: WebClient): SlackWorkspace {
  let identity: { url: string; botId: string | undefined } | undefined;
  const channels = new Map<string, string>();

  async function identify() {
    if (identity === undefined) {
      const answer = await client.auth.test();
      identity = { url: answer.url ?? 'https://slack.com/', botId: answer.bot_id };
    }
    return identity;
  }

  async function channelId(to: string): Promise<string | undefined> {
    if (!to.startsWith('#')) return to;
    const name = to.slice(1);
    let cursor: string | undefined;
    while (!channels.has(name)) {
      const page = await client.conversations.list({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 999,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { id, name: found } of page.channels ?? []) if (id && found === name) channels.set(name, id);
      cursor = page.response_metadata?.next_cursor;
      if (!cursor) break;
    }
    return channels.get(name);
  }

  return {
    botId: async () => (await identify()).botId,
    permalink: async (channel, ts) => `${(await identify()).url}archives/${channel}/p${ts.replace('.', '')}`,
    channelId,
  };
}
