import { requiredText, type Arguments } from '../arguments.ts';
import { messageAt } from '../message-store.ts';
import { SlackError } from '../slack-error.ts';
import { botMethod, joinedChannelOf, type SlackMethods } from '../slack-method.ts';
import type { SlackState } from '../slack-state.ts';

/** The `reactions.*` methods. */
export const reactionMethods: SlackMethods = {
  'reactions.add': botMethod(['reactions:write'], add),
};

function add(state: SlackState, args: Arguments): Record<string, unknown> {
  const channel = joinedChannelOf(state, requiredText(args, 'channel'));
  const name = requiredText(args, 'name').replaceAll(':', '');
  const message = messageAt(state, channel.id, requiredText(args, 'timestamp'));
  const user = state.workspace.bot.userId;
  message.reactions ??= [];
  const reaction = message.reactions.find((one) => one.name === name);
  if (reaction?.users.includes(user)) throw new SlackError('already_reacted');
  if (reaction === undefined) message.reactions.push({ name, users: [user], count: 1 });
  else reaction.count = reaction.users.push(user);
  state.changed();
  return {};
}
