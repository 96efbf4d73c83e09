import type { Arguments } from './arguments.ts';
import { channelOf } from './message-store.ts';
import { SlackError } from './slack-error.ts';
import type { SlackState } from './slack-state.ts';

/** One method of the Web API. */
export interface SlackMethod {
  /** The kind of token it takes. */
  token: 'bot' | 'app';
  /** The scopes that these arguments need, all of them (https://docs.slack.dev/reference/methods). */
  scopes(state: SlackState, args: Arguments): string[];
  /** What is answered besides `ok: true`; throws `SlackError` for an answer that is not ok. */
  run(state: SlackState, args: Arguments): Record<string, unknown>;
}

export type SlackMethods = Readonly<Record<string, SlackMethod>>;

/** A method of the bot that always needs the same scopes. */
export function botMethod(scopes: string[], run: SlackMethod['run']): SlackMethod {
  return { token: 'bot', scopes: () => scopes, run };
}

/** `channels:read` for a channel, `im:read` for a direct message. */
export function conversationScope(what: 'read' | 'history'): SlackMethod['scopes'] {
  return (state, args) => {
    const isDirect = state.workspace.channels.some((one) => one.id === args.channel && one.withUser !== undefined);
    return [`${isDirect ? 'im' : 'channels'}:${what}`];
  };
}

/** The channel a call names, which the bot must be in. */
export function joinedChannelOf(state: SlackState, id: string) {
  const channel = channelOf(state, id);
  if (!channel.isMember) throw new SlackError('not_in_channel');
  return channel;
}
