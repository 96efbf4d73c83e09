import { distanceOf } from '#core/distance-of.ts';

/** The name of the list that a mistyped one most likely meant, as ` (did you mean "…"?)`, or nothing. */
export function didYouMean(typed: string, names: Iterable<string>): string {
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = distanceOf(typed.toLowerCase(), name.toLowerCase());
    if (distance <= Math.max(1, Math.floor(name.length / 3)) && distance < (best?.distance ?? Infinity))
      best = { name, distance };
  }
  return best === undefined ? '' : ` (did you mean "${best.name}"?)`;
}
