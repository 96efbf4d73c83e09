import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { CannotStart } from '#core/errors.ts';
import type { Log } from '#core/log.ts';
import type { Mirror } from '#core/mirror.ts';
import type { Policy } from '#core/policy.ts';
import type { RuleFiles } from '#core/rule-files.ts';
import { openAddressBook } from '#facts/open-address-book.ts';
import { connectGithub } from '#mirrors/github/connect-github.ts';
import { createGithubMirror } from '#mirrors/github/github-mirror.ts';
import { createPagerdutyMirror } from '#mirrors/pagerduty/pagerduty-mirror.ts';
import type { Context } from '#pipeline/context.ts';
import { createBell } from '#pipeline/create-bell.ts';
import { loadGivingWay } from '#pipeline/load-giving-way.ts';
import { openLiveRules, type LiveRules } from '#pipeline/live-rules.ts';
import { openStandingOrders } from '#pipeline/standing-orders.ts';
import { createTellingLog } from '#pipeline/tell-errors.ts';
import { createClockWatch } from '#pipeline/watch-clock.ts';
import { feedStart } from '#pipeline/follow-changes.ts';
import { problemText } from '#rules/rule-file.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { Job } from '#schedule/start-schedule.ts';
import { connectSlack, type SlackClients } from '#slack/connect-slack.ts';
import { createSlackMirror } from '#slack/create-slack-mirror.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { createThreadedOpenFile } from '#sources/in-thread/open-file-in-thread.ts';
import { sources } from '#sources/list.ts';
import { openSearchIndex } from '#store/open-search-index.ts';
import { openStore } from '#store/open-store.ts';
import { openRuleFiles } from '#store/open-rule-files.ts';
import { opsJobs } from './ops-jobs.ts';
import { startRoles } from './start-roles.ts';

/** A running Irene. */
export interface App {
  /** Resolves with the error when a part that should run for ever has ended: Irene must be started anew. */
  broken: Promise<unknown>;
  /** What is logged here as an unexpected error is told to ops too. */
  log: Log;
  /** Stops taking work, finishes what is begun, closes everything. */
  stop(): Promise<void>;
}

/** The rules folder does not load: `message` lists every problem with its file and line. */
class BrokenRules extends CannotStart {
  override name = 'BrokenRules';
}

/** How her members are made. */
export interface Makers {
  openStore: typeof openStore;
  createMirrors: (config: Config, slack: SlackClients, log: Log) => Mirror[];
}

const usual: Makers = { openStore, createMirrors };

/**
 * Puts Irene together and starts what its roles ask for. Can run several times in one process. `makers` other than the
 * usual ones are for proofs, which need members that fail at a given moment.
 */
export async function startApp(config: Config, log: Log, makers: Makers = usual): Promise<App> {
  const live = await openRules(await openRuleFiles(config.rulesFolder, config));
  const store = await makers.openStore(config.store, { now, isShowing: config.roles.has('reflect') });
  await mkdir(config.home, { recursive: true });
  const search = openSearchIndex(join(config.home, 'search.db'));
  const clock = createClockWatch();
  const slack = connectSlack({ ...config.slack, log, onAnswer: clock.note });
  const orders = openStandingOrders({ table: store.table, now, log });
  await orders.refresh();
  const reading = createThreadedOpenFile(createOpenFile(sources));
  const quiet: Context = {
    ...store,
    search,
    mirrors: makers.createMirrors(config, slack, log),
    openFile: reading.openFile,
    rules: live.current,
    policy: () => live.current().policy,
    orders,
    addresses: openAddressBook(config.countriesFile),
    places: placesOf(config),
    insteadOf: insteadOfChannels(config),
    laneBell: createBell(),
    now,
    log,
  };
  const telling = createTellingLog(quiet);
  const context: Context = { ...quiet, log: telling.log };
  const sweep: Job = { name: 'sweep-expired', cron: '0 17 * * * *', by: 'one', run: store.sweep };
  await feedStart(store.table, now());
  const jobs = [sweep, ...opsJobs({ home: config.home, clock })];
  const running = await startRoles(config, { context, slack, jobs, followRules: live.follow });
  const { home, github, pagerduty } = config;
  log.info({ roles: [...config.roles], home, github: github?.repo, pagerduty: pagerduty !== undefined }, 'irene is up');
  return {
    broken: running.broken,
    log: telling.log,
    async stop() {
      await running.stop();
      await telling.settled();
      await reading.close();
      search.close();
      await store.close();
    },
  };
}

function now(): Date {
  return new Date();
}

/** Reads and checks the rules at `place`. Throws BrokenRules. */
export async function readRules(place: string, options: { pathStyle?: boolean } = {}): Promise<RuleSet> {
  return (await openRules(await openRuleFiles(place, options))).current();
}

/** The policy alone, see `readRules`. */
export async function readPolicy(place: string): Promise<Policy> {
  return (await readRules(place)).policy;
}

async function openRules(files: RuleFiles): Promise<LiveRules> {
  const opened = await openLiveRules(files, loadGivingWay).catch((cause: unknown) => {
    throw new BrokenRules(`The rules in ${files.place} cannot be read (IRENE_RULES names the place).`, { cause });
  });
  if ('live' in opened) return opened.live;
  throw new BrokenRules(
    `The rules in ${files.place} do not load:\n${opened.problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`,
  );
}

/** A channel that is gone is replaced by the central one. */
function insteadOfChannels({ centralChannel }: Config): Context['insteadOf'] {
  return ({ mirror, to }) => (mirror === 'slack' && to !== centralChannel ? { mirror, to: centralChannel } : undefined);
}

function placesOf(config: Config): Context['places'] {
  return {
    centralChannel: config.centralChannel,
    opsChannel: config.opsChannel,
    ...(config.opsMention === undefined ? {} : { opsMention: config.opsMention }),
    ...(config.github === undefined ? {} : { githubRepo: config.github.repo }),
  };
}

function createMirrors(config: Config, slack: SlackClients, log: Log): Mirror[] {
  const { locale, github, pagerduty } = config;
  const mirrors: Mirror[] = [createSlackMirror({ client: slack.poster, locale, log })];
  if (github === undefined) log.info({}, 'no GitHub settings: cases get no issue');
  else mirrors.push(createGithubMirror({ octokit: connectGithub(github), locale, log }));
  if (pagerduty === undefined) log.info({}, 'no PagerDuty settings: nobody is paged');
  else mirrors.push(createPagerdutyMirror({ ...pagerduty, locale, log }));
  return mirrors;
}
