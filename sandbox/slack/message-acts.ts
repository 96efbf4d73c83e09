import type { KnownBlock } from '@slack/types';
import { initialState } from './element-state.ts';
import { findElement, type Found } from './find-element.ts';
import { messageObject } from './message-object.ts';
import { channelOf } from './message-store.ts';
import { actionOf, interactionOf, valuesOf } from './payloads.ts';
import { createResponseUrl, showAnswer } from './response-url.ts';
import type { Answer, EphemeralMessage, Person, SlackMessage, SlackUser } from './slack-sandbox.ts';
import { SlackError } from './slack-error.ts';
import type { SlackState } from './slack-state.ts';
import type { SocketMode } from './socket-mode.ts';

type On = Parameters<Person['act']>[0];
interface Place {
  message: SlackMessage | EphemeralMessage;
  isEphemeral: boolean;
  found: Found;
  blocks: KnownBlock[];
  /** Counted from 1; undefined when the element is in the message itself. */
  attachment?: number;
}

/** A person acts on an element of a message or an ephemeral. */
export function actOnMessage(state: SlackState, socketMode: SocketMode, user: SlackUser, on: On): Promise<Answer> {
  const place = placeOf(state, user, on);
  const action = actionOf(state, place.found, on.option ?? on.value);
  const channel = channelOf(state, on.channel);
  const url = { channel: channel.id, user: user.id, messageTs: on.ts, isEphemeral: place.isEphemeral };
  return socketMode.ask('interactive', {
    ...interactionOf(state, 'block_actions', user),
    container: containerOf(place, on),
    channel: { id: channel.id, name: channel.withUser === undefined ? channel.name : 'directmessage' },
    // Slack keeps no ephemeral, so it cannot send one along.
    ...(!place.isEphemeral && { message: messageObject(state, place.message) }),
    state: { values: valuesWith(place, action) },
    response_url: createResponseUrl(state, url),
    actions: [action],
  });
}

/** A person types a slash command; what the app answers in its acknowledgement is shown. */
export async function typeCommand(
  state: SlackState,
  socketMode: SocketMode,
  user: SlackUser,
  typed: { channel: string; text: string },
): Promise<Answer> {
  const [, command = '', text = ''] = /^(\S*)\s*(.*)$/s.exec(typed.text.trim()) ?? [];
  checkCommand(state, command);
  const { team, bot } = state.workspace;
  const channel = channelOf(state, typed.channel);
  const answer = await socketMode.ask('slash_commands', {
    token: 'sandbox-verification',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.withUser === undefined ? channel.name : 'directmessage',
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: bot.appId,
    is_enterprise_install: 'false',
    response_url: createResponseUrl(state, { channel: channel.id, user: user.id }),
    trigger_id: state.triggers.create(user.id),
  });
  return answer.ok ? showCommandAnswer(state, { channel: channel.id, user: user.id }, answer) : answer;
}

function showCommandAnswer(
  state: SlackState,
  to: { channel: string; user: string },
  answer: Answer & { ok: true },
): Answer {
  const payload = answer.payload as Record<string, unknown>;
  if (Object.keys(payload).length === 0) return answer;
  try {
    showAnswer(state, { ...to, uses: 0, createdAt: Date.now() }, payload);
    return answer;
  } catch (error) {
    if (error instanceof SlackError) return { ok: false, error: 'dispatch_failed' };
    throw error;
  }
}

/** The Slack client knows the commands of the manifest only. */
function checkCommand(state: SlackState, command: string): void {
  const commands = state.manifest?.features?.slash_commands?.map((one) => one.command);
  if (!command.startsWith('/') || (commands !== undefined && !commands.includes(command))) {
    throw new Error(`${command} is not a valid command`);
  }
  if (state.strictness.scopes && state.granted !== undefined && !state.granted.has('commands')) {
    throw new Error(`${command} is not a valid command: the manifest does not ask for the scope "commands"`);
  }
}

function placeOf(state: SlackState, user: SlackUser, on: On): Place {
  const kept = state.workspace.messages(on.channel).find((one) => one.ts === on.ts);
  const ephemeral = state.workspace.ephemerals.find(
    (one) => one.ts === on.ts && one.channel === on.channel && one.user === user.id,
  );
  const message = kept ?? ephemeral;
  if (message === undefined) throw new Error(`${user.name} sees no message ${on.ts} in ${on.channel}`);
  for (const [index, blocks] of [message.blocks, ...attachedBlocks(message)].entries()) {
    const found = findElement(blocks, on);
    if (found === undefined) continue;
    const where = index === 0 ? {} : { attachment: index };
    return { message, isEphemeral: kept === undefined, found, blocks: blocks ?? [], ...where };
  }
  throw new Error(`no element ${on.actionId} ${on.value ?? ''} in message ${on.ts} of ${on.channel}`);
}

function attachedBlocks(message: SlackMessage | EphemeralMessage): (KnownBlock[] | undefined)[] {
  return (message.attachments ?? []).map((attachment) => attachment.blocks as KnownBlock[] | undefined);
}

function containerOf(place: Place, on: On): Record<string, unknown> {
  return {
    type: place.attachment === undefined ? 'message' : 'message_attachment',
    message_ts: on.ts,
    channel_id: on.channel,
    is_ephemeral: place.isEphemeral,
    ...(place.attachment !== undefined && { attachment_id: place.attachment, is_app_unfurl: false }),
    ...(place.message.thread_ts !== undefined && { thread_ts: place.message.thread_ts }),
  };
}

function valuesWith(place: Place, action: Record<string, unknown>): Record<string, unknown> {
  const { element, blockId } = place.found;
  if (initialState(element) === undefined) return valuesOf(place.blocks);
  const { action_id: _, block_id: __, action_ts: ___, ...chosen } = action;
  return valuesOf(place.blocks, { [blockId]: { [element.action_id]: chosen } });
}
