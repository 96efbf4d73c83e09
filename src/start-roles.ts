import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import packageFile from '../package.json' with { type: 'json' };
import type { Config, Role } from './config.ts';
import type { EscalationTarget } from '#core/case.ts';
import type { Policy } from '#core/policy.ts';
import { watchInbox } from '#inbox/watch-inbox.ts';
import type { Context } from '#pipeline/context.ts';
import { createDesk } from '#pipeline/create-desk.ts';
import type { LiveRules } from '#pipeline/live-rules.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { takeMessages } from '#pipeline/take-messages.ts';
import { tellOps } from '#pipeline/tell-ops.ts';
import { workLanes } from '#pipeline/work-lanes.ts';
import { startSchedule, type Job } from '#schedule/start-schedule.ts';
import type { SlackClients } from '#slack/connect-slack.ts';
import { createSlackDoor } from '#slack/create-slack-door.ts';
import { sources } from '#sources/list.ts';
import { createWeb } from '#web/create-web.ts';
import { startWeb } from '#web/start-web.ts';

export interface Parts {
  context: Context;
  slack: SlackClients;
  /** Cron jobs besides those of the table. */
  jobs: Job[];
  followRules: LiveRules['follow'];
}

export interface Running {
  /** Resolves with the error of the first loop that has thrown: it should have run until it was stopped. */
  broken: Promise<unknown>;
  /**
   * Doors and loops take nothing new, and finish or give back what they have begun. After 8 s it goes on without those
   * that hang in a call: a lane of such a one keeps its lease to the end of its term, so that nobody doubles the call.
   */
  stop(): Promise<void>;
}

const stopWithinMs = 8_000;

/** Starts the doors and loops that the roles ask for. */
export async function startRoles(config: Config, parts: Parts): Promise<Running> {
  const stopping = new AbortController();
  const broken = Promise.withResolvers<unknown>();
  const closers = await openDoors(config, parts);
  const loops = [
    ...startLoops(config, parts.context, stopping.signal),
    parts.followRules(parts.context, stopping.signal),
    parts.context.orders.follow(stopping.signal),
  ];
  for (const loop of loops) loop.catch(broken.resolve);
  return {
    broken: broken.promise,
    async stop() {
      stopping.abort();
      const ended = Promise.allSettled([...closers.map((close) => close()), ...loops]);
      const isLate = await Promise.race([ended, wait(stopWithinMs, 'late', { ref: false })]);
      if (isLate === 'late') parts.context.log.warn({}, 'something hangs, stopping without it');
    },
  };
}

async function openDoors(config: Config, { context, slack, jobs }: Parts): Promise<(() => Promise<void>)[]> {
  const has = (role: Role): boolean => config.roles.has(role);
  const closers: (() => Promise<void>)[] = [];
  if (has('web')) {
    if (config.http === undefined)
      context.log.info({}, 'no HTTP settings: files come by the inbox and the command line');
    else closers.push(await openHttp(config.home, config.http, context));
  }
  if (has('bot')) {
    const door = createSlackDoor({
      slack,
      desk: createDesk(context),
      locale: config.locale,
      version: packageFile.version,
      log: context.log,
      targets: () => escalationTargets(config, context.policy()),
      permissions: () => context.policy().permissions,
    });
    closers.push(door.stop);
    void door.start();
  }
  if (has('schedule')) closers.push(startSchedule(context, jobs));
  return closers;
}

async function openHttp(
  home: string,
  http: NonNullable<Config['http']>,
  context: Context,
): Promise<() => Promise<void>> {
  const { log } = context;
  const sourceNames = sources.map(({ name }) => name);
  const spoolFolder = join(home, 'spool');
  const app = createWeb({ ...http, spoolFolder, sourceNames, save: (file) => saveFile(context, file), log });
  const web = await startWeb(app, http.port);
  log.info({ port: web.port }, 'listening');
  return web.close;
}

function startLoops(config: Config, context: Context, signal: AbortSignal): Promise<void>[] {
  const loops: Promise<void>[] = [];
  if (config.roles.has('ingest')) {
    const folder = join(config.home, 'inbox');
    loops.push(
      watchInbox(
        {
          folder,
          save: (file) => saveFile(context, file),
          onTrouble: (about) => tellOfInbox(context, about),
          log: context.log,
        },
        signal,
      ),
    );
    loops.push(takeMessages(context, signal));
  }
  if (config.roles.has('reflect')) loops.push(workLanes(context, signal));
  return loops;
}

async function tellOfInbox(context: Context, { path, reason }: { path: string; reason: string }): Promise<void> {
  const hour = context.now().toISOString().slice(0, 13);
  const facts = [
    { label: 'Path', value: path },
    { label: 'Reason', value: reason },
  ];
  const title = 'Something in the inbox cannot be taken';
  await tellOps(context, {
    kind: 'inbox',
    about: 'inbox',
    title,
    facts,
    occurrence: `${hour} ${path}`,
    at: `${hour}:00:00.000Z`,
  });
}

/** PagerDuty, then everybody whom the rules call in Slack. */
function escalationTargets(config: Config, policy: Policy): EscalationTarget[] {
  const targets = config.pagerduty === undefined ? [] : [{ id: 'pagerduty', label: 'PagerDuty' }];
  const called = policy.projects.filter((project) => project.mention !== undefined);
  const groups = called.map(({ name, title, mention }) => ({ id: mention ?? '', label: `Slack: ${title ?? name}` }));
  const usual = policy.mention === undefined ? [] : [{ id: policy.mention, label: 'Slack: on call' }];
  return [...targets, ...groups, ...usual].filter(
    (target, at, all) => all.findIndex(({ id }) => id === target.id) === at,
  );
}
