import type { RuleSet } from './rule-set.ts';

const answers = new WeakMap<RuleSet, boolean>();

/** Whether any rule that judges alerts asks how their resource is configured: else nobody need look it up. */
export function usesResource(rules: RuleSet): boolean {
  let answer = answers.get(rules);
  if (answer === undefined) {
    const judging = [rules.severities, rules.identities, rules.closes, rules.silences].flat();
    const asked = judging.flatMap(({ detection }) => detection.fields.map(({ field }) => field));
    const keys = [rules.severities.flatMap(({ repeat }) => repeat?.by ?? []), rules.identities.flatMap(({ by }) => by)];
    answer = [...asked, ...keys.flat()].some((field) => field.startsWith('resource.'));
    answers.set(rules, answer);
  }
  return answer;
}
