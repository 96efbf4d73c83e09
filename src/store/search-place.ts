import type { Case } from '#core/case.ts';
import { msOf } from '#core/query/moment-window.ts';

/** So many cases can have been seen in one millisecond. */
const placesOfMs = 2 ** 21;

/** The number that puts a case in its order: `lastSeenAt`, plus a share of its id that tells cases of one moment apart. */
export function placeOf({ id, lastSeenAt }: Case): bigint {
  return firstPlaceOf(msOf(lastSeenAt)) + BigInt(shareOf(id));
}

/** The first place of a millisecond. */
export function firstPlaceOf(ms: number): bigint {
  return BigInt(ms) * BigInt(placesOfMs);
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % placesOfMs;
}
