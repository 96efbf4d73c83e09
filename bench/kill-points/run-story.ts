import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startStoreOnAws } from '#sandbox/aws/start-store-on-aws.ts';
import { spawnIrene, startTown, type Town } from '#sandbox/start-town.ts';
import { checkAll } from './check-all.ts';
import type { Kept } from './click.ts';
import { createDice } from '../dice.ts';
import { bring, type Death, live, type World } from './live.ts';
import { openReader } from '../open-reader.ts';
import type { Problem } from './problem.ts';
import { untilQuiet } from './quiet.ts';
import { type KeptCase, readCases } from '../read-cases.ts';
import { type Story, tellStory } from './story.ts';

/** A story and the deaths that she dies while it is told. */
export interface Run {
  name: string;
  member: 'embedded' | 'aws';
  seed: number;
  alerts: number;
  cases: number;
  deaths: Death[];
  /** A death at work comes at most so long after she is up, in ms. */
  longestMs: number;
  /** Her mirrors make no pauses; else she is started as everybody starts her. */
  isHasty: boolean;
}

export interface Ran {
  run: Run;
  killed: number;
  /** Kills that came later, because the step was not reached in time. */
  missed: number;
  /** The steps at which she did die. */
  reached: string[];
  clicks: { kept: number; refused: number; unanswered: number };
  /** Messages that were sent again by hand, because five processes had died over them. */
  redriven: number;
  problems: Problem[];
}

const compiled = join(tmpdir(), 'irene-kill-points-compiled');

/** Tells the story, kills her as often as said, lets her come to rest at last, and compares. */
export async function runStory(run: Run, say: (line: string) => void): Promise<Ran> {
  const place = run.member === 'aws' ? await startStoreOnAws() : undefined;
  const startedAt = new Date();
  const town = await startTown({ settings: { NODE_COMPILE_CACHE: compiled, ...place?.settings } });
  try {
    liftLimits(town);
    // Node writes what it has compiled when a process ends well: then the others start in half the time.
    await town.irene.kill('SIGTERM');
    const reader = await openReader(town.settings);
    const story = tellStory(run);
    const world = createWorld(run, { town, reader, files: [...story.files] });
    const reached = await liveAll(world, run, say);
    const redriven = await comeToRest(world, run);
    const cases = await readCases(reader.table, startedAt);
    const problems = [...(await checkAll(town, story.alerts, cases)), ...checkClicks(world, cases)];
    await reader.close();
    const missed = run.deaths.filter((death) => 'step' in death).length - reached.length;
    return { run, killed: run.deaths.length, missed, reached, clicks: countClicks(world), redriven, problems };
  } finally {
    await town.close();
    await place?.aws.close();
  }
}

/** The services of the town can take more than the real ones: it is not their limits that are looked at here. */
function liftLimits({ github, pagerduty }: Town): void {
  github.strictness.contentPerMinute = undefined;
  github.strictness.requestsPerHour = undefined;
  pagerduty.strictness.eventsPerMinute = undefined;
}

function createWorld(run: Run, given: Pick<World, 'town' | 'reader'> & { files: Story['files'] }): World {
  return {
    ...given,
    dice: createDice(run.seed + 1),
    clicked: [],
    clicking: new Map(),
    startMs: 1_500,
    longestMs: run.longestMs,
    // On AWS the lanes of the process before rest until its leases have run out.
    patienceMs: run.member === 'aws' ? 75_000 : 30_000,
    isHasty: run.isHasty,
  };
}

async function liveAll(world: World, { name, deaths }: Run, say: (line: string) => void): Promise<string[]> {
  const reached: string[] = [];
  for (const [at, death] of deaths.entries()) {
    const share = Math.ceil(world.files.length / (deaths.length - at + 1));
    if ((await live(world, death, share)) && 'step' in death) reached.push(death.step);
    if ((at + 1) % 10 === 0) say(`${name}: killed ${at + 1} of ${deaths.length} times`);
  }
  return reached;
}

/** The last process is left alone until nothing is to be done any more. Answers how many messages were dead. */
async function comeToRest(world: World, { isHasty, name }: Run): Promise<number> {
  const { town, reader } = world;
  await bring(world, world.files.length);
  const program = isHasty ? [resolve(import.meta.dirname, 'irene-that-dies.ts'), '{"nth":0}'] : undefined;
  const irene = spawnIrene(town.settings, town.home, program);
  try {
    await irene.up;
    await Promise.all(world.clicking.values());
    const redriven = await untilQuiet(reader, town.settings['IRENE_HOME'] ?? '', 180_000);
    const code = await irene.kill('SIGTERM');
    if (code !== 0) throw new Error(`irene of ${name} did not stop well: ${code}`);
    return redriven;
  } finally {
    await irene.kill('SIGKILL');
  }
}

function countClicks({ clicked }: World): Ran['clicks'] {
  return {
    kept: clicked.filter((one) => typeof one === 'object' && 'kept' in one).length,
    refused: clicked.filter((one) => one === 'refused').length,
    unanswered: clicked.filter((one) => one === 'unanswered').length,
  };
}

/** What was acknowledged is in the timeline at once, and still there in the end. */
function checkClicks({ clicked }: World, cases: KeptCase[]): Problem[] {
  return clicked.flatMap((one): Problem[] => {
    if (typeof one !== 'object') return [];
    if ('lost' in one) return [{ kind: 'clicks', about: one.lost }];
    return isStillThere(one.kept, cases) ? [] : [{ kind: 'clicks', about: JSON.stringify(one.kept) }];
  });
}

function isStillThere({ caseId, entry }: Kept, cases: KeptCase[]): boolean {
  const found = cases.find(({ case: c }) => c.id === caseId)?.timeline[entry.seq - 1];
  return JSON.stringify(found) === JSON.stringify(entry);
}
