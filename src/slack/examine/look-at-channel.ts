import type { WebClient } from '@slack/web-api';
import type { SlackWorkspace } from '../create-slack-workspace.ts';
import { failureText, type SlackFinding } from './finding.ts';

/** A channel that the settings or the projects name. */
export interface NamedChannel {
  /** `#name` or id. */
  to: string;
  /** Who names it: `IRENE_CHANNEL`, `project web`. */
  by: string[];
}

/** Whether the bot sees the channel and is in it. Never rejects. */
export async function lookAtChannel(
  { to, by }: NamedChannel,
  { client, workspace }: { client: WebClient; workspace: SlackWorkspace },
): Promise<SlackFinding> {
  const about = `channel ${to}`;
  const named = `(${by.join(', ')})`;
  try {
    const id = await workspace.channelId(to);
    if (id === undefined) return notThere(about, named);
    const { channel } = await client.conversations.info({ channel: id });
    const name = channel?.name === undefined ? id : `#${channel.name} ${id}`;
    if (channel?.is_archived === true) {
      const fix = 'unarchive it, or name another channel';
      return { about, state: 'wrong', says: `${name} is archived ${named}`, fix };
    }
    if (channel?.is_member !== true) {
      return {
        about,
        state: 'wrong',
        says: `the bot is not in ${name} ${named}`,
        fix: 'type /invite @irene in that channel',
      };
    }
    return { about, state: 'ok', says: `${name} ${named}` };
  } catch (error) {
    const says = failureText(error);
    if (says === 'channel_not_found') return notThere(about, named);
    return { about, state: 'wrong', says: `${says} ${named}`, fix: 'see the lines above first' };
  }
}

function notThere(about: string, named: string): SlackFinding {
  const fix = 'look at its name or id; into a private channel the bot must be invited before it sees it';
  return { about, state: 'wrong', says: `the bot sees no such channel ${named}`, fix };
}
