import { emptyCounts, type DayCounts } from '#core/day-counts.ts';
import { unassigned } from '#core/policy.ts';
import { numbersOf, type ProjectNumbers } from '#core/project-numbers.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { countNumbers, dayCountsKey, dayIn } from './count-numbers.ts';

const dayMs = 86_400_000;

/** What became of the cases of one project, or of each, in the last `days` days, today included; those without any are left out. */
export async function readNumbers(
  context: Pick<Context, 'table' | 'policy' | 'now'>,
  { days, project }: { days: number; project?: string },
): Promise<ProjectNumbers[]> {
  await countNumbers(context);
  const names = project === undefined ? [...context.policy().projects.map(({ name }) => name), unassigned] : [project];
  const all = await Promise.all(names.map((name) => readProject(context, name, days)));
  return all.filter((numbers) => numbers.days.some(({ opened, closed }) => opened + closed > 0));
}

async function readProject(
  { table, policy, now }: Pick<Context, 'table' | 'policy' | 'now'>,
  project: string,
  days: number,
): Promise<ProjectNumbers> {
  const { timeZone } = policy().reminding;
  const today = now().getTime();
  const names = Array.from({ length: days }, (_, index) =>
    dayIn(new Date(today - (days - 1 - index) * dayMs).toISOString(), timeZone),
  );
  const unique = [...new Set(names)];
  const items = await table.get(unique.map((day) => dayCountsKey(project, day)));
  const byDay = unique.map((day, index): [string, DayCounts] => {
    const item = items[index];
    return [day, item === undefined ? emptyCounts() : bodyOf<DayCounts>(item)];
  });
  return numbersOf(project, byDay);
}
