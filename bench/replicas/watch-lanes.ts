import type { Destination } from '#core/mirror.ts';
import { everyItem, type Table } from '#core/table.ts';
import { bodyOf } from '#pipeline/case-items.ts';
import { laneOf, lanesPk, postponedFrom } from '#pipeline/pending-effects.ts';
import type { Town } from '#sandbox/start-town.ts';

/** The longest time that a lane had work to do and nothing was heard from it, in ms. */
export interface Silence {
  lane: string;
  ms: number;
  /** The same, where whoever takes the lane over is not taken for a sign: it may be killed before its first call. */
  untilShownMs: number;
}

interface Watch {
  longest: Silence;
  /** Resolves when the look that was going on has ended. */
  stop(): Promise<void>;
}

const lookEveryMs = 500;

/**
 * Looks at every lane twice a second. It is silent while something is due in it, no call of its mirror comes, nothing
 * that was due is done (not each look needs a call), and no other replica takes it over. A silence is told half a second
 * too long or too short at most.
 */
export function watchLanes(town: Town, table: Table): Watch {
  const longest: Silence = { lane: '', ms: 0, untilShownMs: 0 };
  const lanes = new Map<string, Look & { heardAt: number; shownAt: number }>();

  async function look(): Promise<void> {
    for (const destination of await lanesOf(table)) {
      const lane = laneOf(destination);
      note(lane, { due: await dueIn(table, lane), holder: await holderOf(table, lane) }, lastCallTo(town, destination));
    }
  }

  function note(lane: string, look: Look, calledAt: number): void {
    const now = Date.now();
    const before = lanes.get(lane) ?? { due: new Set(), holder: '', heardAt: now, shownAt: now };
    const isDone = before.due.size === 0 || [...before.due].some((effect) => !look.due.has(effect));
    const shownAt = isDone ? now : Math.max(before.shownAt, calledAt);
    const isTaken = look.holder !== '' && look.holder !== before.holder;
    const heardAt = isTaken ? now : Math.max(before.heardAt, shownAt);
    lanes.set(lane, { ...look, heardAt, shownAt });
    longest.untilShownMs = Math.max(longest.untilShownMs, now - shownAt);
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

interface Look {
  /** The sort keys of the effects that are due. */
  due: Set<string>;
  /** Another one for each time that somebody took the lane; '' when nobody has it. */
  holder: string;
}

async function holderOf(table: Table, lane: string): Promise<string> {
  const [lease] = await table.get([{ pk: `lease#${lane}`, sk: 'lease' }]);
  return lease === undefined ? '' : bodyOf<{ holder: string }>(lease).holder;
}

/** Every lane that there is. */
export async function lanesOf(table: Table): Promise<Destination[]> {
  return Array.fromAsync(everyItem(table, { pk: lanesPk }), (item) => bodyOf<Destination>(item));
}

/** What is due; what is postponed lies behind, in the order of its time. */
async function dueIn(table: Table, lane: string): Promise<Set<string>> {
  const to = `${postponedFrom}${new Date().toISOString()}#\uFFFF`;
  return new Set(
    (await table.query({ pk: lane, index: 'due', to, limit: 100 })).items.map(({ pk, sk }) => `${pk} ${sk}`),
  );
}

function lastCallTo({ slack, github, pagerduty }: Town, { mirror, to }: Destination): number {
  if (mirror === 'slack') return slack.calls.findLast(({ args }) => args['channel'] === to)?.at ?? 0;
  return (mirror === 'github' ? github : pagerduty).calls.at(-1)?.at ?? 0;
}
