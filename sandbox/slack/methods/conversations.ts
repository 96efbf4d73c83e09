import { isSet, requiredText, textOf, type Arguments } from '../arguments.ts';
import { messageObject } from '../message-object.ts';
import { channelOf, directMessageWith } from '../message-store.ts';
import { pageOf } from '../paging.ts';
import type { SlackChannel, SlackMessage } from '../slack-sandbox.ts';
import { SlackError } from '../slack-error.ts';
import { botMethod, conversationScope, joinedChannelOf, type SlackMethod, type SlackMethods } from '../slack-method.ts';
import type { SlackState } from '../slack-state.ts';

/** The `conversations.*` methods. */
export const conversationMethods: SlackMethods = {
  'conversations.history': { token: 'bot', scopes: readingScopes, run: history },
  'conversations.replies': { token: 'bot', scopes: readingScopes, run: replies },
  'conversations.info': { token: 'bot', scopes: conversationScope('read'), run: info },
  'conversations.members': { token: 'bot', scopes: conversationScope('read'), run: members },
  'conversations.list': { token: 'bot', scopes: listingScopes, run: list },
  'conversations.join': botMethod(['channels:join'], join),
  'conversations.open': botMethod(['im:write'], open),
};

function readingScopes(...call: Parameters<SlackMethod['scopes']>): string[] {
  const scopes = conversationScope('history')(...call);
  return isSet(call[1], 'include_all_metadata') ? [...scopes, 'metadata.message:read'] : scopes;
}

function history(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = joinedChannelOf(state, requiredText(args, 'channel'));
  const shown = state.workspace
    .messages(channel.id)
    .filter((message) => isInChannel(message) && isInRange(message, args))
    .toReversed();
  const page = pageOf(shown, args, {
    otherwise: 100,
    most: 999,
    keyOf: (message) => message.ts,
    isFrom: (message, ts) => message.ts <= ts,
  });
  return {
    messages: page.items.map((message) => messageObject(state, message, isSet(args, 'include_all_metadata'))),
    has_more: page.hasMore,
    pin_count: 0,
    response_metadata: page.response_metadata,
  };
}

function replies(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = joinedChannelOf(state, requiredText(args, 'channel'));
  const ts = requiredText(args, 'ts');
  const all = state.workspace.messages(channel.id);
  const thread = all.filter((message) => message.ts === ts || message.thread_ts === ts);
  if (thread.length === 0) throw new SlackError('thread_not_found');
  // The parent always comes, whatever the range.
  const shown = thread.filter((message) => message.ts === ts || isInRange(message, args));
  const page = pageOf(shown, args, {
    otherwise: 1000,
    most: 1000,
    keyOf: (message) => message.ts,
    isFrom: (message, from) => message.ts >= from,
  });
  return {
    messages: page.items.map((message) => messageObject(state, message, isSet(args, 'include_all_metadata'))),
    has_more: page.hasMore,
    response_metadata: page.response_metadata,
  };
}

function info(state: SlackState, args: Arguments): Record<string, unknown> {
  return { channel: channelObject(state, channelOf(state, requiredText(args, 'channel'))) };
}

function members(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = channelOf(state, requiredText(args, 'channel'));
  const people = state.workspace.users.map((user) => user.id);
  const inside = channel.withUser === undefined ? people : [channel.withUser];
  const all = channel.isMember ? [...inside, state.workspace.bot.userId] : inside;
  const page = pageOf(all, args, { otherwise: 100, most: 1000, keyOf: String, isFrom: (id, from) => id === from });
  return { members: page.items, response_metadata: page.response_metadata };
}

function listingScopes(_state: SlackState, args: Arguments): string[] {
  return typesOf(args).map((type) => (type === 'im' ? 'im:read' : 'channels:read'));
}

function list(state: SlackState, args: Arguments): Record<string, unknown> {
  const types = typesOf(args);
  const shown = state.workspace.channels
    .filter((channel) => types.includes(channel.withUser === undefined ? 'public_channel' : 'im'))
    .filter((channel) => !(channel.isArchived && isSet(args, 'exclude_archived')));
  const page = pageOf(shown, args, {
    otherwise: 100,
    most: 1000,
    keyOf: (channel) => channel.id,
    isFrom: (channel, id) => channel.id === id,
  });
  return {
    channels: page.items.map((channel) => channelObject(state, channel)),
    response_metadata: page.response_metadata,
  };
}

function join(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = channelOf(state, requiredText(args, 'channel'));
  if (channel.isArchived) throw new SlackError('is_archived');
  if (channel.withUser !== undefined) throw new SlackError('method_not_supported_for_channel_type');
  const warning = channel.isMember ? { warning: 'already_in_channel' } : {};
  channel.isMember = true;
  state.changed();
  return { channel: channelObject(state, channel), ...warning };
}

function open(state: SlackState, args: Arguments): Record<string, unknown> {
  const users = requiredText(args, 'users').split(',');
  const user = state.workspace.users.find((one) => one.id === users[0]);
  if (user === undefined) throw new SlackError('user_not_found');
  // Group messages are not kept here.
  if (users.length > 1) throw new SlackError('not_enough_users');
  const channel = directMessageWith(state, user.id);
  return { channel: isSet(args, 'return_im') ? channelObject(state, channel) : { id: channel.id } };
}

function typesOf(args: Arguments): string[] {
  const types = (textOf(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  const isKnown = types.every((type) => ['public_channel', 'private_channel', 'im', 'mpim'].includes(type));
  if (!isKnown) throw new SlackError('invalid_types');
  return types;
}

function isInChannel(message: SlackMessage): boolean {
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return !isReply || message.reply_broadcast === true;
}

/** The ends of the range are in it only when `inclusive` says so. */
function isInRange(message: SlackMessage, args: Arguments): boolean {
  const oldest = Number(textOf(args, 'oldest') ?? 0);
  const latest = Number(textOf(args, 'latest') ?? Number.POSITIVE_INFINITY);
  const ts = Number(message.ts);
  if (ts === oldest || ts === latest) return isSet(args, 'inclusive');
  return ts > oldest && ts < latest;
}

function channelObject(state: SlackState, channel: SlackChannel): Record<string, unknown> {
  const about = { id: channel.id, created: 1_700_000_000, is_archived: channel.isArchived };
  if (channel.withUser !== undefined) return { ...about, is_im: true, is_channel: false, user: channel.withUser };
  return {
    ...about,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_im: false,
    is_private: false,
    is_member: channel.isMember,
    num_members: state.workspace.users.length,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
