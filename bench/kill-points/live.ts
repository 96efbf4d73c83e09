import { once } from 'node:events';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Irene, spawnIrene, type Town } from '#sandbox/start-town.ts';
import { click, type Clicked } from './click.ts';
import type { Dice } from '../dice.ts';
import { innerSteps } from './inner-steps.ts';
import type { Fate } from './irene-that-dies.ts';
import type { Reader } from '../open-reader.ts';
import { onOuterStep, outerSteps } from './outer-steps.ts';
import type { Story } from './story.ts';

/** How a life ends: somewhere while she starts, somewhere while she works, or at a step. */
export type Death = { at: 'start' } | { at: 'work' } | { step: string };

/** The step that only the person sees who clicks. */
const clickAcknowledged = 'click acknowledged';

/** Every step at which she can die. */
export const steps = [...innerSteps, ...outerSteps, { name: clickAcknowledged }].map(({ name }) => name);

export interface World {
  town: Town;
  reader: Reader;
  dice: Dice;
  /** Files that are still to come. */
  files: Story['files'];
  clicked: Clicked[];
  /** Clicks of earlier lives that Slack has not given up yet, by who clicked. */
  clicking: Map<string, Promise<void>>;
  /** How long she took to start the last time, in ms: a busy machine does all else as slowly. */
  startMs: number;
  /** The life of a death at work is at most so long, in ms, or as long as a start. */
  longestMs: number;
  /** A life waits so long for its step, in ms. */
  patienceMs: number;
  /** Her mirrors make no pauses. */
  isHasty: boolean;
}

const people = ['UAKI', 'UBEN', 'UCHI'];
const hastyIrene = resolve(import.meta.dirname, 'irene-that-dies.ts');

/** A process from its start to its SIGKILL, with files and clicks that come meanwhile. False when it missed its step. */
export async function live(world: World, death: Death, files: number): Promise<boolean> {
  const { town, dice } = world;
  const isEarly = dice.isLucky(50);
  if (isEarly) await bring(world, files);
  const irene = spawnIrene(town.settings, town.home, programFor(world, death));
  const exited = once(irene.process, 'exit');
  const over = new AbortController();
  const kill = (): void => void irene.process.kill('SIGKILL');
  const stopWatching = watchFor(world, death, kill);
  const busy = whileSheLives(world, irene, {
    files: isEarly ? 0 : files,
    signal: over.signal,
    onAcknowledged: 'step' in death && death.step === clickAcknowledged ? kill : () => {},
  });
  busy.catch(kill);
  try {
    const patience = wait(await timeOf(world, death, irene), 'time is up' as const, { signal: over.signal });
    patience.catch(() => undefined);
    const end = await Promise.race([exited, patience]);
    return 'at' in death || end !== 'time is up';
  } finally {
    kill();
    await exited;
    over.abort();
    stopWatching();
    await busy;
  }
}

function programFor({ isHasty, dice }: World, death: Death): string[] | undefined {
  if (!isHasty) return undefined;
  const step = 'step' in death ? innerSteps.find(({ name }) => name === death.step) : undefined;
  const fate: Fate =
    step === undefined ? { nth: 0 } : { step: step.name, nth: step.isOften === true ? 1 + dice.below(3) : 1 };
  return [hastyIrene, JSON.stringify(fate)];
}

function watchFor({ town, dice }: World, death: Death, kill: () => void): () => void {
  const step = 'step' in death ? outerSteps.find(({ name }) => name === death.step) : undefined;
  return step === undefined ? () => {} : onOuterStep(town, step, 1 + dice.below(2), kill);
}

async function timeOf(world: World, death: Death, irene: Started): Promise<number> {
  const { dice, startMs, longestMs, patienceMs } = world;
  if ('step' in death) return patienceMs;
  if (death.at === 'start') return dice.below(startMs);
  const startedAt = performance.now();
  await irene.up;
  world.startMs = performance.now() - startedAt;
  return dice.below(Math.max(longestMs, world.startMs));
}

type Started = Irene & { up: Promise<void> };

interface Meanwhile {
  files: number;
  signal: AbortSignal;
  onAcknowledged: () => void;
}

/** The files that come after she is up, and one click after the other. */
async function whileSheLives(world: World, irene: Started, { files, signal, onAcknowledged }: Meanwhile) {
  const { dice, clicking } = world;
  const aborted = once(signal, 'abort');
  await irene.up.catch(() => undefined);
  await bring(world, files);
  while (!signal.aborted) {
    await wait(dice.below(200), undefined, { signal }).catch(() => undefined);
    const user = people.find((one) => !clicking.has(one));
    if (signal.aborted || user === undefined) continue;
    const clicked = click({ ...world, user, onAcknowledged }).then((outcome) => void world.clicked.push(outcome));
    const settled = clicked.catch(() => undefined).finally(() => clicking.delete(user));
    clicking.set(user, settled);
    // A click on somebody who is dead ends with Slack's warning, 3 s later: the next life need not wait for it.
    await Promise.race([clicked, aborted]);
  }
}

/** Moves the next files into the inbox. */
export async function bring({ town, files }: World, count: number): Promise<void> {
  const inbox = join(town.settings['IRENE_HOME'] ?? '', 'inbox', 'auto');
  await mkdir(inbox, { recursive: true });
  for (const { name, content } of files.splice(0, count)) {
    await writeFile(join(inbox, `.${name}`), content);
    await rename(join(inbox, `.${name}`), join(inbox, name));
  }
}
