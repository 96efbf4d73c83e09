import { opsSource } from '#core/ops.ts';
import type { Problem } from './problem.ts';
import type { KeptCase } from '../read-cases.ts';
import type { StoryAlert } from './story.ts';

/** Each distinct alert of the story has one occurrence, all of one thing in one case, and nothing else is there. */
export function checkOccurrences(told: StoryAlert[], kept: KeptCase[]): Problem[] {
  const cases = kept.filter((one) => !one.case.sources.includes(opsSource));
  const problems: Problem[] = [];
  const homeOf = new Map<string, string[]>();
  for (const { case: c, occurrences } of cases) {
    for (const { id, at } of occurrences) homeOf.set(`${id}|${at}`, [...(homeOf.get(`${id}|${at}`) ?? []), c.id]);
    if (c.count !== occurrences.length)
      problems.push({
        kind: 'doubled',
        about: `${c.id} counts ${c.count}, ${occurrences.length} occurrences are kept`,
      });
  }
  for (const { key } of told) {
    const homes = homeOf.get(key) ?? [];
    if (homes.length === 0) problems.push({ kind: 'lost', about: key });
    if (homes.length > 1) problems.push({ kind: 'doubled', about: `${key} in ${homes.join(', ')}` });
    homeOf.delete(key);
  }
  for (const key of homeOf.keys()) problems.push({ kind: 'doubled', about: `nobody told of ${key}` });
  return [...problems, ...checkPlaces(told, cases), ...cases.flatMap(checkHistory)];
}

function checkPlaces(told: StoryAlert[], cases: KeptCase[]): Problem[] {
  const placeOf = new Map(told.map(({ key, place }) => [key, place]));
  const seen = new Map<number, string>();
  const problems: Problem[] = [];
  for (const { case: c, occurrences } of cases) {
    const places = new Set(occurrences.map(({ id, at }) => placeOf.get(`${id}|${at}`)));
    if (places.size !== 1) problems.push({ kind: 'cases', about: `${c.id} holds ${[...places].join(', ')}` });
    for (const place of places) {
      if (place === undefined) continue;
      if (seen.has(place)) problems.push({ kind: 'cases', about: `${c.id} and ${seen.get(place)} are both ${place}` });
      seen.set(place, c.id);
    }
  }
  return problems;
}

function checkHistory({ case: c, timeline }: KeptCase): Problem[] {
  const isWhole = timeline.length === c.timelineLength && timeline.every(({ seq }, at) => seq === at + 1);
  const numbers = timeline.map(({ seq }) => seq).join(' ');
  return isWhole ? [] : [{ kind: 'history', about: `${c.id}: ${numbers} of ${c.timelineLength}` }];
}
