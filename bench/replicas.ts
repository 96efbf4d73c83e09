import { setTimeout as wait } from 'node:timers/promises';
import { startStoreOnAws } from '#sandbox/aws/start-store-on-aws.ts';
import { startTown } from '#sandbox/start-town.ts';
import { readPolicy } from '../src/app.ts';
import { atMost, exactly, type Outcome, type Proof, type Size, told } from './proof.ts';
import { clickSomewhere, giveAlert, type Load } from './replicas/apply-load.ts';
import { compareCases, type Findings } from './replicas/compare-cases.ts';
import { countTicks, type Ticks } from './replicas/count-ticks.ts';
import { openEyes, type Eyes } from './replicas/open-eyes.ts';
import { searchEverywhere } from './replicas/search-everywhere.ts';
import { startFleet, type Fleet } from './replicas/start-fleet.ts';
import { stopAll, type Stops } from './replicas/stop-all.ts';
import { watchLanes, type Silence } from './replicas/watch-lanes.ts';

interface Plan {
  /** So many moments may pass without their ticks. */
  lateMoments: number;
  seconds: number;
  /** How many cases the alerts are spread over: four alerts a second. */
  cases: number;
}

const plans: Record<Size, Plan> = {
  full: { seconds: 120, cases: 60, lateMoments: 0 },
  // Beside other tests the machine may be too busy for one moment, and node-cron leaves out a tick that comes too late.
  short: { seconds: 16, cases: 6, lateMoments: 1 },
};
const replicas = 3;
const killEverySeconds = 5;
const beatMs = 250;
/** A file that its killed reader had comes again after a minute, and Slack takes one message a second. */
const drainedWithinMs = 400_000;

export const replicasProof: Proof = {
  name: 'replicas',
  about: 'three processes share one store, one of them killed every 5 s: nothing lost, nothing doubled',
  run,
};

interface Scene {
  town: Awaited<ReturnType<typeof startTown>>;
  fleet: Fleet;
  eyes: Eyes;
  since: Date;
  say(line: string): void;
}

async function run(size: Size, say: (line: string) => void): Promise<Outcome> {
  const { aws, settings } = await startStoreOnAws();
  const town = await startTown({ settings: { ...settings, LOG_LEVEL: 'debug' } });
  try {
    aws.notify('irene', 'irene');
    const fleet = await startFleet(town, replicas);
    return await prove({ town, fleet, eyes: openEyes(aws.env), since: new Date(), say }, plans[size]);
  } finally {
    await town.close();
    await aws.close();
  }
}

async function prove(scene: Scene, plan: Plan): Promise<Outcome> {
  const { town, fleet, eyes } = scene;
  const lanes = watchLanes(town, eyes.table);
  const load = await loadAndKill(scene, plan);
  await fleet.whole();
  scene.say(`${fleet.kills} kills, ${load.alerts} alerts given, waiting until all is shown`);
  const findings = await whenQuiet(scene, load);
  await lanes.stop();
  // A tick of a moment ago may not be in the logs yet.
  const span = { from: scene.since.getTime(), to: Date.now() - 5_000 };
  const ticks = await countTicks(fleet.processes, span, eyes.isClaimed);
  const found = await searchEverywhere(town, [...load.given.keys()].at(-1) ?? '', replicas);
  const stops = await stopAll(fleet, eyes.table);
  return outcomeOf(scene, plan, { load, findings, ticks, longest: lanes.longest, found, stops });
}

/** Four beats a second, each with an alert; a click every third beat, a kill every 5 s. */
async function loadAndKill({ town, fleet, eyes }: Scene, { seconds, cases }: Plan): Promise<Load> {
  const load: Load = { given: new Map(), alerts: 0, clicks: 0, undelivered: 0 };
  const gates = { town, fleet, s3: eyes.s3, bucket: 'irene' };
  const beats = (seconds * 1000) / beatMs;
  const beatsAKill = (killEverySeconds * 1000) / beatMs;
  const clicks: Promise<void>[] = [];
  for (let beat = 1; beat <= beats; beat += 1) {
    const rest = wait(beatMs);
    const newest = Math.floor((beat * cases) / (beats + 1));
    await giveAlert(gates, load, beat % 2 === 0 ? newest : (beat * 11) % (newest + 1));
    if (beat % 3 === 0) clicks.push(clickSomewhere(town, load, beat));
    if (beat % beatsAKill === 0) await fleet.killNext();
    await rest;
  }
  await Promise.all(clicks);
  return load;
}

/** What is found when no message and no effect waits any more, and all is as it should be; or else after so long. */
async function whenQuiet({ town, eyes, since }: Scene, load: Load): Promise<Findings> {
  const places = {
    centralChannel: 'C0SECURITY',
    opsChannel: 'C0OPS',
    opsMention: 'S0ONCALL',
    githubRepo: 'acme/security',
  };
  const policy = await readPolicy(`${town.home}/rules`);
  const look = (): Promise<Findings> => compareCases({ town, table: eyes.table, policy, places }, load.given, since);
  const end = performance.now() + drainedWithinMs;
  for (; performance.now() < end; await wait(1_000)) {
    if (!(await eyes.isAllDone())) continue;
    const findings = await look();
    if (findings.lost.length + findings.stale.length === 0) return findings;
  }
  return look();
}

interface Seen {
  load: Load;
  findings: Findings;
  ticks: Ticks;
  longest: Silence;
  found: number;
  stops: Stops;
}

function outcomeOf(
  { town, fleet }: Scene,
  plan: Plan,
  { load, findings, ticks, longest, found, stops }: Seen,
): Outcome {
  const { lost, doubled, stale } = findings;
  const refused = town.slack.calls.filter(({ status }) => status === 429).length;
  return {
    figures: [
      told(
        'ran',
        `${fleet.kills} kills of ${fleet.processes.length} processes, ${load.alerts} alerts, ${load.given.size} cases`,
      ),
      told('clicks', `${load.clicks} delivered, ${load.undelivered} met a dead socket`),
      exactly('lost: alerts, cases, cards, issues, incidents', lost.length, 0),
      exactly('doubled: cases, cards, messages, issues, comments, incidents', doubled.length, 0),
      exactly('cards that are not as their case', stale.length, 0),
      atMost('moments whose ticks nobody ran', momentsOf(ticks.missed), plan.lateMoments),
      exactly('ticks that two ran', ticks.doubled.length, 0),
      told('ticks', `${ticks.expected}, of them ${ticks.cutOff.length} cut off by the kill of who had claimed it`),
      atMost('longest silence of a lane with work', longest.ms / 1000, 35, 's'),
      told('that lane', longest.lane),
      told(
        'longest until its next sign, kills of its next holders included',
        `${(longest.untilShownMs / 1000).toFixed(1)} s`,
      ),
      told('calls that Slack refused with 429', String(refused)),
      exactly('replicas that did not find the newest case', replicas - found, 0),
      exactly('replicas that did not stop by themselves after SIGTERM', stops.unclean, 0),
      exactly('leases left after that', stops.leases, 0),
      told('slowest stop', `${(stops.slowestMs / 1000).toFixed(1)} s`),
    ],
    table: [['what', 'which'], ...rowsOf({ lost, doubled, stale, missed: ticks.missed, twice: ticks.doubled })],
  };
}

/** Ticks are named `job:time`; several jobs may share a time. */
function momentsOf(ticks: string[]): number {
  return new Set(ticks.map((tick) => tick.slice(tick.indexOf(':') + 1))).size;
}

function rowsOf(lists: Record<string, string[]>): string[][] {
  return Object.entries(lists).flatMap(([what, which]) => which.slice(0, 20).map((one) => [what, one]));
}
