import type { Case } from '#core/case.ts';
import { digestOf, isEmpty } from '#core/digest.ts';
import type { Policy } from '#core/policy.ts';
import { officeClockOf } from '#core/reminding.ts';
import { dayMoment, type OfficeClock } from '#core/working-hours.ts';
import { wallClockAt } from '#core/zoned-time.ts';
import { acceptedPk, livingPk, snoozedPk } from './case-items.ts';
import type { Context } from './context.ts';
import { listCases } from './list-cases.ts';
import { publishBulletin } from './publish-bulletin.ts';

const hourMs = 3_600_000;
/** What could not be told by then is told tomorrow: nobody needs the morning's list at night. */
const lateMs = 3 * hourMs;
const mostCases = 10_000;

/** Tells each channel on each working morning what is open there, in the time zone of its project, once. */
export async function tellDigests(context: Context): Promise<void> {
  const { digest } = context.policy().reminding;
  const now = context.now().toISOString();
  if (digest === undefined) return;
  const due = [...channelsOf(context)].flatMap(([to, clock]) => {
    const day = dayOfDigest(now, clock, digest.at);
    return day === undefined ? [] : [{ to, key: `digest#${day}` }];
  });
  let cases: Promise<Case[]> | undefined;
  for (const { to, key } of due) {
    await publishBulletin(context, {
      key,
      to,
      make: async () => {
        cases ??= readCases(context);
        const told = digestOf(shownAt(to, await cases), now);
        return isEmpty(told) && !digest.always ? undefined : { kind: 'digest', digest: told };
      },
    });
  }
}

/** Every channel of a project, and the central one, each with the clock of the first that names it. */
function channelsOf({ policy, places }: Pick<Context, 'policy' | 'places'>): Map<string, OfficeClock> {
  const { reminding, projects }: Policy = policy();
  const channels = new Map<string, OfficeClock>();
  for (const project of projects)
    for (const channel of project.channels)
      if (!channels.has(channel)) channels.set(channel, officeClockOf(reminding, project));
  if (!channels.has(places.centralChannel)) channels.set(places.centralChannel, officeClockOf(reminding, undefined));
  return channels;
}

/** The day, as `2026-03-02`, whose digest is due at this moment there. */
function dayOfDigest(now: string, { timeZone, hours }: OfficeClock, minute: number): string | undefined {
  const wall = wallClockAt(now, timeZone);
  const at = Date.parse(dayMoment(wall, { days: 0, minute, timeZone }));
  const passed = Date.parse(now) - at;
  if (!hours.days.includes(wall.weekday) || passed < 0 || passed >= lateMs) return undefined;
  return [wall.year, wall.month, wall.day].map((part) => String(part).padStart(2, '0')).join('-');
}

async function readCases({ table }: Context): Promise<Case[]> {
  const parts = [livingPk, snoozedPk, acceptedPk].map((pk) => listCases(table, { pk, most: mostCases }));
  return (await Promise.all(parts)).flat();
}

function shownAt(to: string, cases: Case[]): Case[] {
  return cases.filter(({ shownIn }) => shownIn.some((place) => place.mirror === 'slack' && place.to === to));
}
