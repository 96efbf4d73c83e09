import type { HomeView, KnownBlock, MessageAttachment, ModalView } from '@slack/types';
import type { FaultOrder } from '../http/http-faults.ts';

/** A local Slack: the Web API and Socket Mode as the real SDKs speak them, and the acts of the people in it. */
export interface SlackSandbox {
  /** For `SLACK_API_URL`, with its trailing slash, e.g. `http://127.0.0.1:4801/api/`. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  workspace: Workspace;
  /** Acts as one of the workspace's people would in the Slack client. Throws when the user id is unknown. */
  person(userId: string): Person;
  /** The next `times` (default 1) calls of this Web API method fail so; also `response_url` and `upload` (of a file). */
  failNext(method: string, fault: Fault, times?: number): FaultOrder;
  /** Where the real service is strict; each can be switched while it runs. */
  strictness: Strictness;
  /** Every Web API call that arrived, oldest first. */
  calls: SlackCall[];
  /** Sends `disconnect` to every open socket; the app is expected to come back. */
  refreshSockets(reason: 'refresh_requested' | 'warning' | 'link_disabled'): void;
  openSockets(): number;
  close(): Promise<void>;
}

export interface Workspace {
  team: { id: string; name: string; domain: string; url: string };
  bot: { userId: string; botId: string; appId: string; name: string };
  users: SlackUser[];
  channels: SlackChannel[];
  usergroups: SlackUsergroup[];
  files: SlackFile[];
  /** Messages of a channel, oldest first, thread replies included (they carry `thread_ts` of their parent). */
  messages(channelId: string): SlackMessage[];
  /** Seen by one person only; oldest first. Never kept by the real Slack either. */
  ephemerals: EphemeralMessage[];
  /** The stack of modals each person has open, top last. */
  views(userId: string): OpenView[];
  /** The App Home that was last published to this person. */
  home(userId: string): HomeView | undefined;
  /** Called after every change of anything above. Returns the way to stop listening. */
  onChange(listener: () => void): () => void;
}

export interface SlackUser {
  id: string;
  name: string;
  realName: string;
  tz: string;
  email: string;
}
/** `withUser` is set on a direct message: the person on its other side. */
export interface SlackChannel {
  id: string;
  name: string;
  isMember: boolean;
  isArchived: boolean;
  withUser?: string;
}
export interface SlackUsergroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
}
export interface SlackFile {
  id: string;
  name: string;
  title: string;
  altText: string;
  bytes: Uint8Array;
  channels: string[];
}
export interface SlackMessage {
  ts: string;
  thread_ts?: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks?: KnownBlock[];
  attachments?: MessageAttachment[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  edited?: { user: string; ts: string };
  reply_broadcast?: boolean;
  reply_count?: number;
  latest_reply?: string;
  /** `tombstone`: the deleted parent of a thread that still has replies. */
  subtype?: 'tombstone';
  reactions?: { name: string; users: string[]; count: number }[];
  /** Ids of `Workspace.files`. */
  files?: string[];
}
export interface EphemeralMessage {
  channel: string;
  user: string;
  ts: string;
  thread_ts?: string;
  text: string;
  blocks?: KnownBlock[];
  attachments?: MessageAttachment[];
}
export interface OpenView {
  id: string;
  hash: string;
  user: string;
  view: ModalView;
  errors?: Record<string, string>;
}

/**
 * What the app answered, or what the Slack client shows in its place: `operation_timeout` no acknowledgement in time,
 * `dispatch_failed` nobody to send it to or an answer Slack cannot use, `invalid_input` the client did not send the
 * modal because of the person's own input (the reasons are in `OpenView.errors`).
 */
export type Answer =
  | { ok: true; payload: unknown }
  | { ok: false; error: 'operation_timeout' | 'dispatch_failed' | 'invalid_input' };

export interface Person {
  /** Clicks a button, or picks `option` in a menu, overflow or picker, of a message (found by ts) or an ephemeral. */
  act(on: { channel: string; ts: string; actionId: string; value?: string; option?: string }): Promise<Answer>;
  /** Types a slash command, e.g. `/irene search ssh`. */
  command(channel: string, text: string): Promise<Answer>;
  /** Submits the top modal. `values` by block id: text, ISO date/time, option value(s), unix seconds for datetimepicker. */
  submit(values: Record<string, unknown>): Promise<Answer>;
  /** Acts on an element inside the top modal (dispatches block_actions with the view). */
  actInView(on: { actionId: string; value?: string; option?: string }): Promise<Answer>;
  /** Opens the App Home; the app is told, where it subscribed to that. */
  openHome(): void;
  /** Clicks an element of the App Home. */
  actInHome(on: { actionId: string; value?: string; option?: string }): Promise<Answer>;
  /** Closes the top modal (view_closed is sent when the view asked for it). */
  dismiss(): Promise<void>;
  /** Writes a message of the person's own into a channel or thread; mentions of the bot send app_mention. Returns its ts. */
  say(channel: string, text: string, threadTs?: string): Promise<string>;
  /** Deletes any message of the channel (as an admin of the workspace may). */
  deleteMessage(channel: string, ts: string): void;
}

export type Fault =
  | { status: number; body?: string; retryAfter?: number }
  | { error: string }
  | { reset: true }
  /** The call takes effect, its answer is lost: the connection is cut after the work was done. */
  | { lostAnswer: true }
  /** Waits before the work, which is done also when nobody waits for it any more. */
  | { delayMs: number }
  /** Never answers, and does no work. */
  | { hangs: true }
  /** The call takes effect; half of its answer arrives. */
  | { invalidJson: true };

export interface Strictness {
  /** Refuse calls whose scope `manifest.yml` does not ask for (`missing_scope`). */
  scopes: boolean;
  /** Check every block against Slack's limits (`invalid_blocks` with the reasons in response_metadata.messages). */
  blockKit: boolean;
  /** Messages per second and channel before 429; undefined = no limit. */
  messagesPerSecond: number | undefined;
  triggerExpiryMs: number;
  acknowledgeWithinMs: number;
  /** How often an unacknowledged event is delivered again, with retry_attempt and retry_reason. */
  maxRedeliveries: number;
  maxSockets: number;
}

/** `args` never holds a token; `status` is 0 where the connection was cut. */
export interface SlackCall {
  method: string;
  at: number;
  args: Record<string, unknown>;
  status: number;
  answer: unknown;
}

export interface SlackSandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** `manifest.yml`, parsed. Without one every scope, command and event is allowed. */
  manifest?: {
    oauth_config?: { scopes?: { bot?: string[] } };
    features?: { slash_commands?: { command: string }[] };
    settings?: { event_subscriptions?: { bot_events?: string[] } };
  };
  strictness?: Partial<Strictness>;
  users?: readonly SlackUser[];
  channels?: readonly SlackChannel[];
  usergroups?: readonly SlackUsergroup[];
}
