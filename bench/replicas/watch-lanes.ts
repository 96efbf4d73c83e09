import type { Destination } from '#core/mirror.ts';
import { everyItem, type Table } from '#core/table.ts';
import { bodyOf } from '#pipeline/case-items.ts';
import { laneOf, lanesPk, postponedFrom } from '#pipeline/pending-effects.ts';
import type { Town } from '#sandbox/start-town.ts';

/** The longest time that a lane had work to do and nothing was heard from it, in ms. */
export interface Silence {
  lane: string;
  ms: number;
}

interface Watch {
  longest: Silence;
  /** Resolves when the look that was going on has ended. */
  stop(): Promise<void>;
}

const lookEveryMs = 500;

/**
 * Looks at every lane twice a second. It is silent while something is due in it, no call of its mirror comes and nothing
 * that was due is done: not each look needs a call. A silence is told half a second too long or too short at most.
 */
export function watchLanes(town: Town, table: Table): Watch {
  const longest: Silence = { lane: '', ms: 0 };
  const lanes = new Map<string, { due: Set<string>; heardAt: number }>();

  async function look(): Promise<void> {
    for (const destination of await lanesOf(table)) {
      const lane = laneOf(destination);
      note(lane, await dueIn(table, lane), lastCallTo(town, destination));
    }
  }

  function note(lane: string, due: Set<string>, calledAt: number): void {
    const now = Date.now();
    const before = lanes.get(lane) ?? { due: new Set(), heardAt: now };
    const isDone = before.due.size === 0 || [...before.due].some((effect) => !due.has(effect));
    const heardAt = isDone ? now : Math.max(before.heardAt, calledAt);
    lanes.set(lane, { due, heardAt });
    if (now - heardAt > longest.ms) Object.assign(longest, { lane, ms: now - heardAt });
  }

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined));
  }, lookEveryMs);
  return {
    longest,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Every lane that there is. */
export async function lanesOf(table: Table): Promise<Destination[]> {
  return Array.fromAsync(everyItem(table, { pk: lanesPk }), (item) => bodyOf<Destination>(item));
}

/** What is due; what is postponed lies behind, in the order of its time. */
async function dueIn(table: Table, lane: string): Promise<Set<string>> {
  const to = `${postponedFrom}${new Date().toISOString()}#\uFFFF`;
  return new Set((await table.query({ pk: lane, index: 'due', to, limit: 100 })).items.map(({ sk }) => sk));
}

function lastCallTo({ slack, github, pagerduty }: Town, { mirror, to }: Destination): number {
  if (mirror === 'slack') return slack.calls.findLast(({ args }) => args['channel'] === to)?.at ?? 0;
  return (mirror === 'github' ? github : pagerduty).calls.at(-1)?.at ?? 0;
}
