import { isSet, requiredText, textOf, type Arguments } from '../arguments.ts';
import { isEmpty, readContent, type Content } from '../message-content.ts';
import { messageObject } from '../message-object.ts';
import { addMessage, channelOf, directMessageWith, messageAt, removeMessage } from '../message-store.ts';
import type { SlackChannel, SlackMessage } from '../slack-sandbox.ts';
import { SlackError } from '../slack-error.ts';
import { botMethod, joinedChannelOf, type SlackMethods } from '../slack-method.ts';
import type { SlackState } from '../slack-state.ts';

/** The `chat.*` methods. */
export const chatMethods: SlackMethods = {
  'chat.postMessage': botMethod(['chat:write'], postMessage),
  'chat.update': botMethod(['chat:write'], update),
  'chat.delete': botMethod(['chat:write'], remove),
  'chat.postEphemeral': botMethod(['chat:write'], postEphemeral),
  'chat.getPermalink': botMethod([], getPermalink),
};

// https://docs.slack.dev/reference/methods/chat.update: shorter than that of a new message.
const longestUpdate = 4_000;

function postMessage(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = openChannel(state, postingChannelOf(state, requiredText(args, 'channel')));
  const content = readContent(state, args);
  if (isEmpty(content)) throw new SlackError('no_text');
  const threadTs = readThreadTs(args);
  const place = state.posts.take(channel.id, state.strictness.messagesPerSecond);
  if (place !== 'taken') throw new SlackError('ratelimited', {}, place.retryAfter);
  const message = addMessage(state, channel.id, {
    user: state.workspace.bot.userId,
    bot_id: state.workspace.bot.botId,
    ...content,
    ...(threadTs !== undefined && { thread_ts: threadTs }),
    ...(isSet(args, 'reply_broadcast') && { reply_broadcast: true }),
  });
  return { channel: channel.id, ts: message.ts, message: messageObject(state, message, true) };
}

function update(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = channelOf(state, requiredText(args, 'channel'));
  if (channel.isArchived) throw new SlackError('is_inactive');
  const message = messageAt(state, channel.id, requiredText(args, 'ts'));
  if (message.bot_id !== state.workspace.bot.botId) throw new SlackError('cant_update_message');
  const content = readContent(state, args, longestUpdate);
  const { metadata: _, ...parts } = content;
  if (Object.keys(parts).length === 0 || isEmpty({ ...message, ...content })) throw new SlackError('no_text');
  changeMessage(state, message, content);
  state.changed();
  return { channel: channel.id, ts: message.ts, text: message.text, message: messageObject(state, message, true) };
}

/** Parts that are not given stay, but a text without blocks takes the blocks away. */
function changeMessage(state: SlackState, message: SlackMessage, content: Content): void {
  const hadText = content.text !== undefined;
  Object.assign(message, content);
  if (hadText && content.blocks === undefined) delete message.blocks;
  if (message.blocks?.length === 0) delete message.blocks;
  if (message.attachments?.length === 0) delete message.attachments;
  // Slack marks a message as edited only where its text is what is shown.
  if (message.blocks === undefined) message.edited = { user: message.user, ts: state.nextTs() };
}

function remove(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = channelOf(state, requiredText(args, 'channel'));
  const message = messageAt(state, channel.id, requiredText(args, 'ts'));
  if (message.bot_id !== state.workspace.bot.botId) throw new SlackError('cant_delete_message');
  removeMessage(state, channel.id, message.ts);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = openChannel(state, channelOf(state, requiredText(args, 'channel')));
  const user = requiredText(args, 'user');
  if (!state.workspace.users.some((one) => one.id === user)) throw new SlackError('user_not_in_channel');
  const content = readContent(state, args);
  if (isEmpty(content)) throw new SlackError('no_text');
  const { metadata: _, ...shown } = content;
  const threadTs = readThreadTs(args);
  const ts = state.nextTs();
  state.workspace.ephemerals.push({
    channel: channel.id,
    user,
    ts,
    text: '',
    ...shown,
    ...(threadTs !== undefined && { thread_ts: threadTs }),
  });
  state.changed();
  return { message_ts: ts };
}

function getPermalink(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = channelOf(state, requiredText(args, 'channel'));
  const message = messageAt(state, channel.id, requiredText(args, 'message_ts'));
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  const thread = isReply ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
  const permalink = `${state.workspace.team.url}archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink };
}

/** Posting takes a name or a person where other methods take an id only. */
function postingChannelOf(state: SlackState, channel: string): SlackChannel {
  if (state.workspace.users.some((user) => user.id === channel)) return directMessageWith(state, channel);
  const named = state.workspace.channels.find((one) => one.name === channel.replace(/^#/, ''));
  return named ?? channelOf(state, channel);
}

function openChannel(state: SlackState, channel: SlackChannel): SlackChannel {
  if (channel.isArchived) throw new SlackError('is_archived');
  return joinedChannelOf(state, channel.id);
}

function readThreadTs(args: Arguments): string | undefined {
  const ts = textOf(args, 'thread_ts');
  if (ts !== undefined && !/^\d+\.\d{6}$/.test(ts)) throw new SlackError('invalid_thread_ts');
  return ts;
}
