import type { WebClient } from '@slack/web-api';
import type { MirrorRef, StormPlace, StormView } from '#core/mirror.ts';
import { contentHash } from './content-hash.ts';
import type { SlackWorkspace } from './create-slack-workspace.ts';
import { findOwnMessage } from './find-lost.ts';
import { isLostMessage } from './is-lost-message.ts';
import { markStorm, readStormMark } from './slack-marks.ts';
import { renderStormCard } from './storm-card.ts';
import type { SlackWords } from './words/slack-words.ts';

interface Place {
  client: WebClient;
  workspace: SlackWorkspace;
  words: SlackWords;
}

/**
 * One message a storm and channel. A ref's `extra.channel` is the channel's id and `extra.card` a hash of what was
 * rendered last. Nobody is called: what calls people has a card of its own.
 */
export function slackStorm(place: Place): StormPlace {
  return {
    show: (view, to, ref) => show(place, view, to, ref),
    findLost: (view, to, since) => findLost(place, view, to, since),
  };
}

async function show(place: Place, view: StormView, to: string, ref: MirrorRef | undefined): Promise<MirrorRef> {
  return (ref === undefined ? undefined : await update(place, view, to, ref)) ?? (await post(place, view, to, ref));
}

/** Undefined when a person deleted it. No request when it would look the same. */
async function update(
  { client, words }: Place,
  { storm }: StormView,
  to: string,
  ref: MirrorRef,
): Promise<MirrorRef | undefined> {
  const content = renderStormCard(storm, words);
  const card = contentHash(content);
  if (card === ref.extra?.['card']) return ref;
  try {
    await client.chat.update({ channel: channelOf(ref, to), ts: ref.id, ...content });
    return { ...ref, extra: { ...ref.extra, card } };
  } catch (error) {
    if (isLostMessage(error)) return undefined;
    throw error;
  }
}

async function post(
  { client, workspace, words }: Place,
  { storm }: StormView,
  to: string,
  lost: MirrorRef | undefined,
): Promise<MirrorRef> {
  const content = renderStormCard(storm, words);
  const posted = await client.chat.postMessage({
    channel: lost === undefined ? to : channelOf(lost, to),
    ...content,
    metadata: markStorm(storm.id),
    unfurl_links: false,
    unfurl_media: false,
  });
  const channel = posted.channel ?? to;
  const id = posted.ts ?? '';
  const url = await workspace.permalink(channel, id);
  return { id, url, shownSeq: 0, extra: { channel, card: contentHash(content) } };
}

async function findLost(
  { client, workspace }: Place,
  { storm }: StormView,
  to: string,
  since: string,
): Promise<MirrorRef | undefined> {
  const channel = await workspace.channelId(to);
  if (channel === undefined) return undefined;
  const id = await findOwnMessage({ client, workspace, channel, since }, (message) =>
    readStormMark(message) === storm.id ? message.ts : undefined,
  );
  return id === undefined
    ? undefined
    : { id, url: await workspace.permalink(channel, id), shownSeq: 0, extra: { channel } };
}

function channelOf({ extra }: MirrorRef, to: string): string {
  const channel = extra?.['channel'];
  return typeof channel === 'string' ? channel : to;
}
