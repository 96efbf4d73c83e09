import { randomUUID } from 'node:crypto';
import type { HomeView } from '@slack/types';
import { createChangeBell } from '../http/change-bell.ts';
import { createSlidingWindow, type SlidingWindow } from '../http/sliding-window.ts';
import { demoBot, demoChannels, demoTeam, demoUsergroups, demoUsers } from './demo-workspace.ts';
import type { OpenView, SlackCall, SlackMessage, SlackSandboxOptions, Strictness, Workspace } from './slack-sandbox.ts';
import { createTriggers, type Triggers } from './triggers.ts';

/** Everything the sandbox knows; the Web API and the people's acts change it and ring `changed`. */
export interface SlackState {
  workspace: Workspace;
  strictness: Strictness;
  /** The scopes that the manifest asks for; undefined without a manifest: all. */
  granted: ReadonlySet<string> | undefined;
  manifest: SlackSandboxOptions['manifest'];
  botToken: string;
  appToken: string;
  messages: Map<string, SlackMessage[]>;
  views: Map<string, OpenView[]>;
  homes: Map<string, { id: string; hash: string; view: HomeView }>;
  /** What a person has picked in an open view so far: by view id, block id and action id. */
  picked: Map<string, Record<string, Record<string, unknown>>>;
  responseUrls: Map<string, ResponseUrl>;
  uploads: Map<string, { name: string; altText: string; length: number; bytes?: Uint8Array }>;
  triggers: Triggers;
  /** Posts of the last second by channel. */
  posts: SlidingWindow;
  calls: SlackCall[];
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin: string;
  nextTs(): string;
  newId(prefix: string): string;
  changed(): void;
}

export interface ResponseUrl {
  channel: string;
  user: string;
  /** The message whose element was acted on; none after a slash command. */
  messageTs?: string;
  isEphemeral?: boolean;
  uses: number;
  createdAt: number;
}

const asSlackIs: Strictness = {
  scopes: true,
  blockKit: true,
  messagesPerSecond: undefined,
  triggerExpiryMs: 3_000,
  acknowledgeWithinMs: 3_000,
  maxRedeliveries: 3,
  maxSockets: 10,
};

/** A fresh workspace; tokens are new at every start, so nothing can depend on them. */
export function createSlackState(options: SlackSandboxOptions): SlackState {
  const bell = createChangeBell();
  const strictness = { ...asSlackIs, ...options.strictness };
  const scopes = options.manifest?.oauth_config?.scopes?.bot;
  const kept = {
    messages: new Map<string, SlackMessage[]>(),
    views: new Map<string, OpenView[]>(),
    homes: new Map<string, { id: string; hash: string; view: HomeView }>(),
  };
  return {
    ...kept,
    workspace: createWorkspace(options, kept, bell.onChange),
    strictness,
    granted: options.manifest === undefined ? undefined : new Set(scopes),
    manifest: options.manifest,
    botToken: `xoxb-sandbox-${randomUUID()}`,
    appToken: `xapp-1-sandbox-${randomUUID()}`,
    picked: new Map(),
    responseUrls: new Map(),
    uploads: new Map(),
    triggers: createTriggers(strictness),
    posts: createSlidingWindow(1000, Date.now),
    calls: [],
    origin: '',
    nextTs: createClock(),
    newId: createIds(),
    changed: bell.ring,
  };
}

function createWorkspace(
  options: SlackSandboxOptions,
  kept: Pick<SlackState, 'messages' | 'views' | 'homes'>,
  onChange: Workspace['onChange'],
): Workspace {
  return {
    team: demoTeam,
    bot: demoBot,
    users: structuredClone([...(options.users ?? demoUsers)]),
    channels: structuredClone([...(options.channels ?? demoChannels)]),
    usergroups: structuredClone([...(options.usergroups ?? demoUsergroups)]),
    files: [],
    ephemerals: [],
    messages: (channelId) => kept.messages.get(channelId) ?? [],
    views: (userId) => kept.views.get(userId) ?? [],
    home: (userId) => kept.homes.get(userId)?.view,
    onChange,
  };
}

/** `ts` values as Slack writes them, seconds and microseconds; each is later than the one before. */
function createClock(): () => string {
  let last = 0;
  return () => {
    last = Math.max(Date.now() * 1000, last + 1);
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
}

function createIds(): (prefix: string) => string {
  let last = 0;
  return (prefix) => {
    last += 1;
    return `${prefix}0${last.toString(36).toUpperCase().padStart(8, '0')}`;
  };
}
