import type { Case } from '#core/case.ts';
import type { Destination, Mirror } from '#core/mirror.ts';
import type { Reach } from '#core/record-finding.ts';
import { routeOf } from '#core/route.ts';
import type { Context } from './context.ts';

/** A destination that must look at a case: because it changed, or only because it was seen again. */
export interface Look {
  destination: Destination;
  because: 'changed' | 'again';
}

export function sameDestination(a: Destination, b: Destination): boolean {
  return a.mirror === b.mirror && a.to === b.to;
}

/** Both together, each destination once: who looks because of a change sees what came again, too. */
export function mergeLooks(some: Look[], more: Look[]): Look[] {
  if (some.length === 0) return more;
  const merged = [...some];
  for (const look of more) {
    const at = merged.findIndex(({ destination }) => sameDestination(destination, look.destination));
    if (at < 0) merged.push(look);
    else if (look.because === 'changed') merged[at] = look;
  }
  return merged;
}

/**
 * The case with every destination it is going to be shown at, and those that must look now: where it was shown before
 * and where its route wants it, as far as the change reaches. A destination that is new looks in any case.
 */
export function whereToLook(
  c: Case,
  reach: Reach,
  { mirrors, policy, places, orders }: Pick<Context, 'mirrors' | 'policy' | 'places' | 'orders'>,
): { case: Case; looks: Look[] } {
  if (reach === 'nowhere') return { case: c, looks: [] };
  const route = routeOf(c, policy(), places, orders.subscribers(c));
  const wanted = mirrors.flatMap((mirror) => mirror.destinations(route).map((to) => ({ mirror: mirror.name, to })));
  const added = wanted.filter((destination) => !c.shownIn.some((known) => sameDestination(known, destination)));
  const known = c.shownIn.filter((destination) => looksAgain(destination, reach, mirrors));
  const because = reach === 'repeats' ? 'again' : 'changed';
  return {
    case: added.length === 0 ? c : { ...c, shownIn: [...c.shownIn, ...added] },
    looks: [
      ...known.map((destination): Look => ({ destination, because })),
      ...added.map((destination): Look => ({ destination, because: 'changed' })),
    ],
  };
}

/** A mirror that was switched off has no lane that anybody works on. */
function looksAgain(destination: Destination, reach: Reach, mirrors: Mirror[]): boolean {
  const mirror = mirrors.find(({ name }) => name === destination.mirror);
  if (mirror === undefined || reach === 'everywhere') return mirror !== undefined;
  return reach === 'reminders' ? mirror.reminds === true : mirror.followsRepeats;
}
