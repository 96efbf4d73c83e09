import type { SlackMessage } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';
import type { SocketMode } from './socket-mode.ts';
import { channelOf } from './message-store.ts';

/** Tells the app of a message a person wrote: as a mention of the bot, and as a message where it subscribed to those. */
export function tellOfMessage(
  state: SlackState,
  socketMode: SocketMode,
  channelId: string,
  message: SlackMessage,
): void {
  const channel = channelOf(state, channelId);
  if (!channel.isMember) return;
  const { user, text, ts, thread_ts } = message;
  const said = { user, text, ts, ...(thread_ts !== undefined && { thread_ts }), channel: channelId, event_ts: ts };
  const isDirect = channel.withUser !== undefined;
  const isMention = text.includes(`<@${state.workspace.bot.userId}>`) && !isDirect;
  if (isMention) tell(state, socketMode, 'app_mention', { type: 'app_mention', ...said });
  const kind = isDirect ? { of: 'message.im', type: 'im' } : { of: 'message.channels', type: 'channel' };
  tell(state, socketMode, kind.of, { type: 'message', channel_type: kind.type, ...said });
}

/** Tells the app that somebody deleted a message. */
export function tellOfDeletion(state: SlackState, socketMode: SocketMode, channelId: string, ts: string): void {
  const channel = channelOf(state, channelId);
  if (!channel.isMember) return;
  const isDirect = channel.withUser !== undefined;
  tell(state, socketMode, isDirect ? 'message.im' : 'message.channels', {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    channel: channelId,
    channel_type: isDirect ? 'im' : 'channel',
    deleted_ts: ts,
    ts: state.nextTs(),
    event_ts: state.nextTs(),
  });
}

/** Tells the app that somebody opened its home, with what is published there. */
export function tellOfHome(state: SlackState, socketMode: SocketMode, user: string): void {
  const home = state.homes.get(user);
  const view = home === undefined ? {} : { view: { ...home.view, id: home.id, hash: home.hash } };
  const about = { user, channel: `D${user.slice(1)}`, tab: 'home', event_ts: state.nextTs(), ...view };
  tell(state, socketMode, 'app_home_opened', { type: 'app_home_opened', ...about });
}

/** Slack sends what the manifest subscribes to. Without a manifest that is everything. */
function tell(state: SlackState, socketMode: SocketMode, subscription: string, event: Record<string, unknown>): void {
  const { team, bot } = state.workspace;
  const subscribed = state.manifest?.settings?.event_subscriptions?.bot_events ?? [];
  if (state.manifest !== undefined && !subscribed.includes(subscription)) return;
  const authorization = { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true };
  socketMode.tell({
    token: 'sandbox-verification',
    team_id: team.id,
    api_app_id: bot.appId,
    event,
    type: 'event_callback',
    event_id: state.newId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  });
}
