import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Bulletin, BulletinPlace } from '#core/bulletin.ts';
import type { Log } from '#core/log.ts';
import { renderDigest } from './digest-message.ts';
import { findOwnMessage } from './find-lost.ts';
import { chartOf, renderNumbers } from './numbers-message.ts';
import { markBulletin, readBulletinMark } from './slack-marks.ts';
import { silenceOver } from './orders/silence-over.ts';
import type { SlackWorkspace } from './create-slack-workspace.ts';
import type { SlackWords } from './words/slack-words.ts';

interface Place {
  client: WebClient;
  workspace: SlackWorkspace;
  words: SlackWords;
  log: Log;
}

/** Posts what is about many cases, each a message of its own that its mark makes findable after a crash. */
export function slackBulletins(place: Place): BulletinPlace {
  const { client, workspace } = place;
  return {
    async post(bulletin, to, key) {
      const content = await render(bulletin, place);
      await client.chat.postMessage({
        channel: to,
        ...content,
        metadata: markBulletin(key),
        unfurl_links: false,
        unfurl_media: false,
      });
    },
    async isPosted(to, key, since) {
      const channel = await workspace.channelId(to);
      if (channel === undefined) return false;
      const found = await findOwnMessage({ client, workspace, channel, since }, (message) =>
        readBulletinMark(message) === key ? true : undefined,
      );
      return found === true;
    },
  };
}

async function render(bulletin: Bulletin, place: Place): Promise<{ text: string; blocks: KnownBlock[] }> {
  const { words } = place;
  if (bulletin.kind === 'digest') return renderDigest(bulletin.digest, words);
  if (bulletin.kind === 'silence_over') return silenceOver(bulletin, words);
  return renderNumbers(bulletin.numbers, words, await chartOf(bulletin.numbers, words, place));
}
