import type { Irene } from '#sandbox/start-town.ts';

export interface Ticks {
  expected: number;
  /** Run by nobody although somebody lived, and claimed by nobody. */
  missed: string[];
  /** Run by more than one. */
  doubled: string[];
  /** Claimed, and then its replica was killed before it could say that it runs. */
  cutOff: string[];
}

/** The jobs that one replica runs for all, and the seconds between their ticks. */
const jobs: Record<string, { everyMs: number; atMs: number }> = {
  'wake-snoozed': { everyMs: 15_000, atMs: 0 },
  'tell-dead': { everyMs: 60_000, atMs: 30_000 },
};

/** What the logs of all replicas say of the ticks after `from` and before `to`, both ms since 1970; a replica lived at each. */
export async function countTicks(
  processes: Irene[],
  { from, to }: { from: number; to: number },
  isClaimed: (key: string) => Promise<boolean>,
): Promise<Ticks> {
  const runs = Map.groupBy(
    processes.flatMap(({ log }) => log.filter((line) => line.msg === 'job runs')),
    (line) => `${String(line['job'])}:${String(line['tick'])}`,
  );
  const ticks: Ticks = { expected: 0, missed: [], doubled: [], cutOff: [] };
  for (const [job, { everyMs, atMs }] of Object.entries(jobs)) {
    for (let tick = Math.ceil((from - atMs) / everyMs) * everyMs + atMs; tick < to; tick += everyMs) {
      const key = `${job}:${new Date(tick).toISOString()}`;
      ticks.expected += 1;
      const times = runs.get(key)?.length ?? 0;
      if (times > 1) ticks.doubled.push(key);
      if (times === 0) ((await isClaimed(key)) ? ticks.cutOff : ticks.missed).push(key);
    }
  }
  return ticks;
}
