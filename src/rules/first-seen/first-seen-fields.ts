import type { RuleSet } from '../rule-set.ts';
import type { Rule } from '../rule.ts';

const prefix = 'facts.first_seen.';

type Asking = Pick<RuleSet, 'rules'>;

const known = new WeakMap<Asking, readonly string[]>();

/** The fields of which some rule asks `facts.first_seen.<field>`: only of these it is kept which values there were. */
export function firstSeenFields(rules: Asking): readonly string[] {
  let fields = known.get(rules);
  if (fields === undefined) {
    fields = [...new Set(rules.rules.flatMap(firstSeenIn))].toSorted();
    known.set(rules, fields);
  }
  return fields;
}

/** Those of one rule. */
export function firstSeenIn(rule: Rule): string[] {
  const asked = 'detection' in rule ? rule.detection.fields.map(({ field }) => field) : [];
  return [...asked, ...otherFieldsOf(rule)].flatMap((field) =>
    field.startsWith(prefix) ? [field.slice(prefix.length)] : [],
  );
}

function otherFieldsOf(rule: Rule): string[] {
  switch (rule.kind) {
    case 'detection':
    case 'correlation':
      return [...(rule.counting?.by ?? []), ...(rule.counting?.fields ?? [])];
    case 'severity':
      return rule.repeat?.by ?? [];
    case 'identity':
      return rule.by;
    default:
      return [];
  }
}
