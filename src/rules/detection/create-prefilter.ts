import type { DetectionRule, Logsource } from '../rule.ts';
import { finish, inSlices, type Steps } from '../in-steps.ts';
import { isAskedOf } from './logsource.ts';
import { rarityAmong, witnessesOf, type Witness } from './witness.ts';
import { textSearch, type TextSearch } from './text-search.ts';
import { wordIn } from './word-in.ts';

/** Says, of pieces of the JSON text of records, whether a rule may match what is in them. */
export interface Prefilter {
  /**
   * False is certain; true says nothing. The text may be decoded as UTF-8 or, which is quicker, as Latin-1; it is quickest to
   * give the text of all records and ask for one after the other. Pieces end between the values of a list.
   */
  mayMatch: TextSearch;
  /** Rules of which no text can be let go: as long as there is one, any piece may match. */
  unfiltered: readonly DetectionRule[];
}

/**
 * Makes the filter for the records of one log, for use before they are parsed. Sound: it looks for what no rule can match
 * without, and takes what it cannot read at a glance (escapes, lists, objects, numbers) for a hit.
 */
export function createPrefilter(rules: readonly DetectionRule[], log: { product: string; service: string }): Prefilter {
  return finish(prefilterInSteps(rules, log));
}

/** The same in small steps. */
export function* prefilterInSteps(
  rules: readonly DetectionRule[],
  log: { product: string; service: string },
): Steps<Prefilter> {
  const asked = rules.filter(({ logsource }: { logsource: Logsource }) => isAskedOf(logsource, log));
  yield;
  const checks = asked.flatMap(({ detection }) => detection.check ?? []);
  const rarity = rarityAmong(checks);
  yield;
  const witnesses: Witness[] = [];
  const unfiltered: DetectionRule[] = [];
  yield* inSlices(asked, askedAtOnce, (rule) => {
    const some = rule.detection.check && witnessesOf(rule.detection.check, rarity);
    if (some?.every(isInText) === true) witnesses.push(...some);
    else unfiltered.push(rule);
  });
  return { mayMatch: unfiltered.length > 0 ? () => () => true : textSearch(witnesses), unfiltered };
}

const askedAtOnce = 100;

/** Names that JSON writes as they are. */
const plainName = /^[A-Za-z0-9_ .@:$-]+$/;

/** Whether it can be seen in the text that a witness is missing. */
function isInText({ field, need }: Witness): boolean {
  if (field !== undefined) return field.lastNames?.every((name) => plainName.test(name)) === true;
  return need.how !== 'present' && need.texts.every((text) => wordIn(text) !== undefined);
}
