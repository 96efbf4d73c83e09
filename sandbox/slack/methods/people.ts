import { isSet, requiredText, type Arguments } from '../arguments.ts';
import { pageOf } from '../paging.ts';
import type { SlackUser } from '../slack-sandbox.ts';
import { SlackError } from '../slack-error.ts';
import { botMethod, type SlackMethods } from '../slack-method.ts';
import type { SlackState } from '../slack-state.ts';

/** The `users.*`, `usergroups.*` and `bots.*` methods. */
export const peopleMethods: SlackMethods = {
  'users.info': botMethod(['users:read'], userInfo),
  'users.list': botMethod(['users:read'], listUsers),
  'users.lookupByEmail': botMethod(['users:read.email'], lookupByEmail),
  'users.conversations': botMethod(['channels:read', 'groups:read'], conversationsOf),
  'usergroups.list': botMethod(['usergroups:read'], listUsergroups),
  'usergroups.users.list': botMethod(['usergroups:read'], listUsergroupUsers),
  'bots.info': botMethod(['users:read'], botInfo),
};

function userInfo(state: SlackState, args: Arguments): Record<string, unknown> {
  const id = requiredText(args, 'user');
  const user = everybody(state).find((one) => one.id === id);
  if (user === undefined) throw new SlackError('user_not_found');
  return { user: userObject(state, user) };
}

function listUsers(state: SlackState, args: Arguments): Record<string, unknown> {
  const page = pageOf(everybody(state), args, {
    otherwise: 200,
    most: 1000,
    keyOf: (user) => user.id,
    isFrom: (user, id) => user.id === id,
  });
  return {
    members: page.items.map((user) => userObject(state, user)),
    cache_ts: Math.floor(Date.now() / 1000),
    response_metadata: page.response_metadata,
  };
}

/** Everybody of the sandbox is in every channel that the bot is in; an app sees no others. */
function conversationsOf(state: SlackState, args: Arguments): Record<string, unknown> {
  const user = requiredText(args, 'user');
  if (!everybody(state).some((one) => one.id === user)) throw new SlackError('user_not_found');
  const seen = state.workspace.channels.filter(
    (channel) =>
      channel.isMember && channel.withUser === undefined && !(isSet(args, 'exclude_archived') && channel.isArchived),
  );
  const page = pageOf(seen, args, {
    otherwise: 100,
    most: 999,
    keyOf: (channel) => channel.id,
    isFrom: (channel, id) => channel.id === id,
  });
  const channels = page.items.map(({ id, name, isArchived }) => ({
    id,
    name,
    is_channel: true,
    is_private: false,
    is_archived: isArchived,
  }));
  return { channels, response_metadata: page.response_metadata };
}

function lookupByEmail(state: SlackState, args: Arguments): Record<string, unknown> {
  const email = requiredText(args, 'email').toLowerCase();
  const user = state.workspace.users.find((one) => one.email.toLowerCase() === email);
  if (user === undefined) throw new SlackError('users_not_found');
  return { user: userObject(state, user) };
}

function listUsergroups(state: SlackState, args: Arguments): Record<string, unknown> {
  const usergroups = state.workspace.usergroups.map(({ users, ...group }) => ({
    ...group,
    team_id: state.workspace.team.id,
    is_usergroup: true,
    date_delete: 0,
    ...(isSet(args, 'include_users') && { users }),
    ...(isSet(args, 'include_count') && { user_count: users.length }),
  }));
  return { usergroups };
}

function listUsergroupUsers(state: SlackState, args: Arguments): Record<string, unknown> {
  const id = requiredText(args, 'usergroup');
  const group = state.workspace.usergroups.find((one) => one.id === id);
  if (group === undefined) throw new SlackError('no_such_subteam');
  return { users: group.users };
}

function botInfo(state: SlackState, args: Arguments): Record<string, unknown> {
  const { bot } = state.workspace;
  if (args.bot !== undefined && args.bot !== bot.botId) throw new SlackError('bot_not_found');
  return {
    bot: { id: bot.botId, app_id: bot.appId, user_id: bot.userId, name: bot.name, deleted: false, updated: 0 },
  };
}

function everybody(state: SlackState): SlackUser[] {
  const { bot, users } = state.workspace;
  return [...users, { id: bot.userId, name: bot.name, realName: bot.name, tz: 'UTC', email: '' }];
}

/** The address is told only to apps that may read it. */
function userObject(state: SlackState, user: SlackUser): Record<string, unknown> {
  const mayReadEmail = state.granted === undefined || state.granted.has('users:read.email');
  return {
    id: user.id,
    team_id: state.workspace.team.id,
    name: user.name,
    real_name: user.realName,
    deleted: false,
    tz: user.tz,
    is_bot: user.id === state.workspace.bot.userId,
    profile: {
      real_name: user.realName,
      display_name: user.name,
      ...(mayReadEmail && user.email !== '' && { email: user.email }),
    },
  };
}
