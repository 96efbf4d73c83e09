import { randomUUID } from 'node:crypto';
import type { Outcome } from './answer-call.ts';
import { isSet, type Arguments } from './arguments.ts';
import { isEmpty, readContent, type Content } from './message-content.ts';
import { addMessage, messageAt, removeMessage } from './message-store.ts';
import type { EphemeralMessage, SlackMessage } from './slack-sandbox.ts';
import { SlackError } from './slack-error.ts';
import type { ResponseUrl, SlackState } from './slack-state.ts';

// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
const mostUses = 5;
const livesMs = 30 * 60_000;

/** A new address where the app may answer what a person did. */
export function createResponseUrl(state: SlackState, about: Omit<ResponseUrl, 'uses' | 'createdAt'>): string {
  const id = randomUUID();
  state.responseUrls.set(id, { ...about, uses: 0, createdAt: Date.now() });
  return `${state.origin}/response/${id}`;
}

/** What the app sent to a response URL takes effect. */
export function answerResponseUrl(state: SlackState, id: string, args: Arguments): Outcome {
  const url = state.responseUrls.get(id);
  if (url === undefined || Date.now() - url.createdAt > livesMs) return refusal(404, 'expired_url');
  if (url.uses >= mostUses) return refusal(404, 'used_url');
  try {
    respondTo(state, url, args);
  } catch (error) {
    if (error instanceof SlackError) return refusal(400, error.code);
    throw error;
  }
  url.uses += 1;
  return { status: 200, answer: { ok: true } };
}

/** Shows what the app answered a person: to all (`in_channel`), else to the person alone. */
export function showAnswer(state: SlackState, to: ResponseUrl, args: Arguments): void {
  const content = readContent(state, args);
  if (isEmpty(content)) throw new SlackError('no_text');
  const threadTs = typeof args.thread_ts === 'string' ? { thread_ts: args.thread_ts } : {};
  if (args.response_type === 'in_channel') {
    const { userId, botId } = state.workspace.bot;
    addMessage(state, to.channel, { user: userId, bot_id: botId, ...content, ...threadTs });
    return;
  }
  const { metadata: _, ...shown } = content;
  const { channel, user } = to;
  state.workspace.ephemerals.push({ channel, user, ts: state.nextTs(), text: '', ...shown, ...threadTs });
  state.changed();
}

function respondTo(state: SlackState, url: ResponseUrl, args: Arguments): void {
  const original = originalOf(state, url);
  if (original !== undefined && isSet(args, 'delete_original')) return deleteOriginal(state, url, original);
  if (original === undefined || !isSet(args, 'replace_original')) return showAnswer(state, url, args);
  const content = readContent(state, args);
  if (isEmpty(content)) throw new SlackError('no_text');
  replace(original, content);
  state.changed();
}

/** The whole content is replaced: what the answer does not give is gone. */
function replace(original: SlackMessage | EphemeralMessage, content: Content): void {
  delete original.blocks;
  delete original.attachments;
  Object.assign(original, { text: '' }, content);
}

function originalOf(state: SlackState, url: ResponseUrl): SlackMessage | EphemeralMessage | undefined {
  if (url.messageTs === undefined) return undefined;
  if (!url.isEphemeral) return messageAt(state, url.channel, url.messageTs);
  return state.workspace.ephemerals.find((one) => one.ts === url.messageTs && one.user === url.user);
}

function deleteOriginal(state: SlackState, url: ResponseUrl, original: SlackMessage | EphemeralMessage): void {
  if (!url.isEphemeral) return removeMessage(state, url.channel, original.ts);
  const { ephemerals } = state.workspace;
  ephemerals.splice(ephemerals.indexOf(original as EphemeralMessage), 1);
  state.changed();
}

function refusal(status: number, error: string): Outcome {
  return { status, answer: { ok: false, error } };
}
