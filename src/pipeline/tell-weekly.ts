import { officeClockOf } from '#core/reminding.ts';
import { dayMoment } from '#core/working-hours.ts';
import { wallClockAt } from '#core/zoned-time.ts';
import type { Context } from './context.ts';
import { dayIn } from './count-numbers.ts';
import { publishBulletin } from './publish-bulletin.ts';
import { readNumbers } from './read-numbers.ts';

const hourMs = 3_600_000;
const lateMs = 6 * hourMs;

/** Tells each project once a week, in its first channel and by its own clock, what became of its cases. */
export async function tellWeekly(context: Context): Promise<void> {
  const { reminding, projects } = context.policy();
  const { weekly } = reminding;
  if (weekly === undefined) return;
  const now = context.now().toISOString();
  for (const project of projects) {
    const { timeZone } = officeClockOf(reminding, project);
    const wall = wallClockAt(now, timeZone);
    const passed = Date.parse(now) - Date.parse(dayMoment(wall, { days: 0, minute: weekly.at, timeZone }));
    const [to] = project.channels;
    if (to === undefined || wall.weekday !== weekly.day || passed < 0 || passed >= lateMs) continue;
    await publishBulletin(context, {
      key: `numbers#${project.name}#${dayIn(now, timeZone)}`,
      to,
      make: async () => {
        const [numbers] = await readNumbers(context, { days: 7, project: project.name });
        return numbers === undefined ? undefined : { kind: 'numbers', numbers };
      },
    });
  }
}
