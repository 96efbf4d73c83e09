import type { Content } from './message-content.ts';
import type { SlackChannel, SlackMessage } from './slack-sandbox.ts';
import { SlackError } from './slack-error.ts';
import type { SlackState } from './slack-state.ts';

/** Throws `channel_not_found` when there is none with this id. */
export function channelOf(state: SlackState, id: string): SlackChannel {
  const channel = state.workspace.channels.find((one) => one.id === id);
  if (channel === undefined) throw new SlackError('channel_not_found');
  return channel;
}

/** The direct message between the bot and this person, made when it is the first. */
export function directMessageWith(state: SlackState, userId: string): SlackChannel {
  const known = state.workspace.channels.find((channel) => channel.withUser === userId);
  if (known !== undefined) return known;
  const channel = { id: state.newId('D'), name: userId, isMember: true, isArchived: false, withUser: userId };
  state.workspace.channels.push(channel);
  return channel;
}

/** Throws `message_not_found` where there is none, or only the tombstone of one. */
export function messageAt(state: SlackState, channelId: string, ts: string): SlackMessage {
  const message = state.workspace.messages(channelId).find((one) => one.ts === ts);
  if (message === undefined || message.subtype === 'tombstone') throw new SlackError('message_not_found');
  return message;
}

/** Adds a message to its channel and counts it in its thread. */
export function addMessage(
  state: SlackState,
  channelId: string,
  message: Omit<SlackMessage, 'ts' | 'text'> & Content,
): SlackMessage {
  const added: SlackMessage = { text: '', ...message, ts: state.nextTs() };
  if (added.thread_ts !== undefined) joinThread(state, channelId, added);
  const messages = state.messages.get(channelId) ?? [];
  messages.push(added);
  state.messages.set(channelId, messages);
  state.changed();
  return added;
}

/** Takes a message away; the parent of replies leaves a tombstone, as in Slack. */
export function removeMessage(state: SlackState, channelId: string, ts: string): void {
  const message = messageAt(state, channelId, ts);
  const messages = state.messages.get(channelId) ?? [];
  const tombstone: SlackMessage = {
    ts,
    thread_ts: ts,
    user: 'USLACKBOT',
    text: 'This message was deleted.',
    subtype: 'tombstone',
    reply_count: message.reply_count ?? 0,
  };
  messages.splice(messages.indexOf(message), 1, ...(message.reply_count ? [tombstone] : []));
  if (message.thread_ts !== undefined && message.thread_ts !== ts) leaveThread(messages, message);
  state.changed();
}

function joinThread(state: SlackState, channelId: string, reply: SlackMessage): void {
  const target = state.workspace.messages(channelId).find((one) => one.ts === reply.thread_ts);
  // A reply to a reply goes to the thread that it is in.
  if (target?.thread_ts !== undefined) reply.thread_ts = target.thread_ts;
  const parent = state.workspace.messages(channelId).find((one) => one.ts === reply.thread_ts);
  if (parent === undefined) return;
  parent.thread_ts = parent.ts;
  parent.reply_count = (parent.reply_count ?? 0) + 1;
  parent.latest_reply = reply.ts;
}

function leaveThread(messages: SlackMessage[], reply: SlackMessage): void {
  const parent = messages.find((one) => one.ts === reply.thread_ts);
  if (parent?.reply_count === undefined) return;
  parent.reply_count -= 1;
  const latest = messages.findLast((one) => one.thread_ts === parent.ts && one !== parent)?.ts;
  if (latest === undefined) delete parent.latest_reply;
  else parent.latest_reply = latest;
  if (parent.reply_count > 0) return;
  // The last reply of a deleted parent takes the tombstone with it.
  if (parent.subtype === 'tombstone') messages.splice(messages.indexOf(parent), 1);
  else delete parent.thread_ts;
}
