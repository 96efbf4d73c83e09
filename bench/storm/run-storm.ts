import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import type { Case } from '#core/case.ts';
import { type Irene, startTown, type Town } from '#sandbox/start-town.ts';
import type { SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';
import { casesSince } from '../read-cases.ts';
import { makeAlerts, type Load, type StormAlert, type StormCase } from './make-alerts.ts';
import { listStorm } from './list-storm.ts';

/** One run: what flows in over how long, and whether the process is killed in between. */
export interface Run {
  name: string;
  load: Load;
  overMs: number;
  /** Whether each case also gets its issue, which takes longer than all the rest. */
  hasIssues: boolean;
  isKilled: boolean;
  /** What is not shown by then is taken for lost. */
  withinMs: number;
}

export const channels = ['C0WEB', 'C0SECURITY'] as const;
type Channel = (typeof channels)[number];

/** What one channel showed, in ms since the first alert. */
export interface ChannelRun {
  /** Messages in their order; `caseId` on cards only. */
  messages: { at: number; is: 'card' | 'storm' | 'reply'; caseId?: string }[];
  /** How many cases had a card or were counted on a storm's card, sampled. */
  shown: { at: number; count: number }[];
  /** Ids that the storms' buttons list, with repetitions if there were any. */
  listed: string[];
  storms: number;
}

export interface RunResult {
  cases: (StormCase & { id: string; count: number; recordedAt: number })[];
  channels: Record<Channel, ChannelRun>;
  alerts: number;
  refused: number;
  issues: number;
}

const filesOf = 50;

/** Lets the alerts of one run flow into an Irene of its own whose Slack takes one message a second and channel. */
export async function runStorm(run: Run, say: (line: string) => void): Promise<RunResult> {
  const town = await startTown(run.hasIssues ? {} : { settings: { GITHUB_TOKEN: '', GITHUB_REPO: '' } });
  try {
    town.slack.strictness.messagesPerSecond = 1;
    return await inTown(town, run, say);
  } finally {
    await town.close();
  }
}

async function inTown(town: Town, run: Run, say: (line: string) => void): Promise<RunResult> {
  const { cases, alerts } = makeAlerts(run.load, 7);
  const begun = Date.now();
  const irenes = [town.irene];
  const files = filesFrom(alerts);
  const killed = run.isKilled ? killAtStorm(town, irenes) : undefined;
  const samples = { C0WEB: [], C0SECURITY: [] } as Record<Channel, ChannelRun['shown']>;
  const flowing = pour(town, files, run.overMs);
  const isAll = await sampleUntil(town, { samples, begun, all: cases.length, withinMs: run.withinMs });
  await Promise.all([flowing, killed]);
  say(`${run.name}: ${isAll ? 'all shown' : 'not all shown'} after ${Math.round((Date.now() - begun) / 1000)} s`);
  await untilIssues(town, wantedIssues(run));
  say(`${run.name}: ${town.issues().length} issues after ${Math.round((Date.now() - begun) / 1000)} s`);
  const listed: string[][] = [];
  for (const channel of channels) listed.push(await listOf(town, channel));
  const kept = await keptCases(town, alerts.length, new Date(begun));
  const first = firstReads(irenes, files, begun);
  return {
    cases: cases.map((one) => {
      const found = kept.get(one.type);
      return { ...one, id: found?.id ?? '', count: found?.count ?? 0, recordedAt: first.get(one.type) ?? Infinity };
    }),
    channels: {
      C0WEB: channelRun(town, 'C0WEB', { begun, samples, listed: listed[0] ?? [] }),
      C0SECURITY: channelRun(town, 'C0SECURITY', { begun, samples, listed: listed[1] ?? [] }),
    },
    alerts: alerts.length,
    refused: town.slack.calls.filter(({ status }) => status === 429).length,
    issues: town.issues().length,
  };
}

interface StormFile {
  name: string;
  alerts: StormAlert[];
}

function filesFrom(alerts: StormAlert[]): StormFile[] {
  const files: StormFile[] = [];
  for (let from = 0; from < alerts.length; from += filesOf)
    files.push({ name: `storm-${files.length}.jsonl`, alerts: alerts.slice(from, from + filesOf) });
  return files;
}

/** Drops the files evenly over the time. */
async function pour(town: Town, files: StormFile[], overMs: number): Promise<void> {
  const begun = Date.now();
  for (const [index, { name, alerts }] of files.entries()) {
    await wait(Math.max(0, begun + (index * overMs) / files.length - Date.now()));
    await town.drop(name, alerts.map(({ line }) => line).join('\n'));
  }
}

/** Kills the process in the moment in which Slack has the first storm's card and the answer is not yet on its way. */
async function killAtStorm(town: Town, irenes: Irene[]): Promise<void> {
  const { workspace } = town.slack;
  await new Promise<void>((resolve) => {
    const stop = workspace.onChange(() => {
      if (!channels.some((channel) => town.cards(channel).some(isStorm))) return;
      stop();
      town.irene.process.kill('SIGKILL');
      resolve();
    });
  });
  await town.killAndRestart();
  irenes.push(town.irene);
}

async function sampleUntil(
  town: Town,
  { samples, begun, all, withinMs }: { samples: Sampled['samples']; begun: number; all: number; withinMs: number },
): Promise<boolean> {
  while (Date.now() - begun < withinMs) {
    const counts = channels.map((channel) => {
      const count = shownIn(town.cards(channel));
      samples[channel].push({ at: Date.now() - begun, count });
      return count;
    });
    if (counts.every((count) => count >= all)) return true;
    await wait(100);
  }
  return false;
}

interface Sampled {
  samples: Record<Channel, ChannelRun['shown']>;
}

function shownIn(cards: SlackMessage[]): number {
  return cards.reduce((sum, card) => sum + (isStorm(card) ? stormCount(card) : 1), 0);
}

function isStorm({ metadata }: SlackMessage): boolean {
  return metadata?.event_type === 'irene_storm';
}

/** The number in the header of a storm's card. */
function stormCount({ blocks }: SlackMessage): number {
  const [header] = blocks ?? [];
  return header?.type === 'header' ? Number(/\d+/.exec(header.text.text)?.[0] ?? 0) : 0;
}

/** As the shipped policy wants it. */
export function wantedIssues({ hasIssues, load: { cases } }: Pick<Run, 'hasIssues' | 'load'>): number {
  if (!hasIssues) return 0;
  return (cases.critical ?? 0) + (cases.high ?? 0) + (cases.medium ?? 0);
}

/** Each takes several requests: they come much slower than cards. */
async function untilIssues(town: Town, wanted: number): Promise<void> {
  let grewAt = Date.now();
  let count = town.issues().length;
  while (count < wanted && Date.now() - grewAt < 60_000) {
    await wait(200);
    if (town.issues().length > count) grewAt = Date.now();
    count = town.issues().length;
  }
}

async function listOf(town: Town, channel: Channel): Promise<string[]> {
  const listed: string[] = [];
  for (const card of town.cards(channel).filter(isStorm)) listed.push(...(await wholeList(town, channel, card)));
  return listed;
}

/** A card counts its cases a moment before they are folded into it, and after a kill before they are again. */
async function wholeList(town: Town, channel: Channel, card: SlackMessage): Promise<string[]> {
  const end = Date.now() + 60_000;
  while (true) {
    const ids = await listStorm(town, channel, card.ts);
    if (ids.length >= stormCount(card) || Date.now() > end) return ids;
    await wait(500);
  }
}

/** The cases by their type, once all alerts are recorded or nothing more can be expected. */
async function keptCases(town: Town, alerts: number, since: Date): Promise<Map<string, Case>> {
  const store = await openEmbeddedStore(join(town.home, 'data'), { now: () => new Date() });
  // What was being read when a process was killed comes again after a minute.
  const end = Date.now() + 120_000;
  while (true) {
    const cases = (await casesSince(store.table, since)).filter(({ type }) => type.startsWith('storm/'));
    const kept = new Map(cases.map((c) => [c.type, c]));
    const recorded = [...kept.values()].reduce((sum, { count }) => sum + count, 0);
    if (recorded < alerts && Date.now() < end) await wait(500);
    else {
      store.close();
      return kept;
    }
  }
}

/** When the first file with an alert of each case was read, in ms since `begun`; absent where no process lived to say so. */
function firstReads(irenes: Irene[], files: StormFile[], begun: number): Map<string, number> {
  const reads = irenes.flatMap(({ log }) => log).filter(({ msg }) => msg === 'file read');
  const first = new Map<string, number>();
  for (const { key, time } of reads) {
    const file = files.find(({ name }) => String(key).endsWith(`-${name}`));
    const at = Date.parse(String(time)) - begun;
    for (const { of } of file?.alerts ?? []) first.set(of.type, Math.min(first.get(of.type) ?? Infinity, at));
  }
  return first;
}

function channelRun(
  town: Town,
  channel: Channel,
  { begun, samples, listed }: Sampled & { begun: number; listed: string[] },
): ChannelRun {
  const messages = town.slack.workspace.messages(channel).map((message) => {
    const at = Number(message.ts) * 1000 - begun;
    if (message.thread_ts !== undefined && message.thread_ts !== message.ts) return { at, is: 'reply' as const };
    const caseId = message.metadata?.event_payload['case'];
    return typeof caseId === 'string' ? { at, is: 'card' as const, caseId } : { at, is: 'storm' as const };
  });
  return {
    messages,
    shown: samples[channel],
    listed,
    storms: messages.filter(({ is }) => is === 'storm').length,
  };
}
