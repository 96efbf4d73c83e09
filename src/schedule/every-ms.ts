import { createTask } from 'node-cron';

const looks = 20;

const known = new Map<string, number>();

/** The longest time between two ticks of a cron expression, as far as its next 20 show, in ms. */
export function everyMs(cron: string): number {
  const before = known.get(cron);
  if (before !== undefined) return before;
  const task = createTask(cron, () => {});
  const times = task.getNextRuns(looks).map((date) => date.getTime());
  void task.destroy();
  const longest = Math.max(...times.slice(1).map((time, at) => time - (times[at] ?? time)));
  known.set(cron, longest);
  return longest;
}
