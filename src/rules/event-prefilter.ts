import type { Check } from './detection/check.ts';
import { createPrefilter } from './detection/create-prefilter.ts';
import type { TextSearch } from './detection/text-search.ts';
import type { RuleSet } from './rule-set.ts';
import type { CloseRule, DetectionRule } from './rule.ts';

const filters = new WeakMap<RuleSet, TextSearch | undefined>();

/**
 * Whether any rule may want a CloudTrail record, a piece of a text: a detection that matches it or a case that it closes.
 * Undefined when some rule may want any record: then all are to be read.
 */
export function eventPrefilter(rules: RuleSet): TextSearch | undefined {
  if (filters.has(rules)) return filters.get(rules);
  const asked = rules.rules.filter((rule) => rule.kind === 'detection');
  const closing = rules.closes.filter(({ idleMs }) => idleMs === undefined).map(asOfEvents);
  const { mayMatch, unfiltered } = createPrefilter([...asked, ...closing], { product: 'aws', service: 'cloudtrail' });
  const filter = unfiltered.length === 0 ? mayMatch : undefined;
  filters.set(rules, filter);
  return filter;
}

/** A close rule as far as it looks at the event: of the case that it would close nothing is known yet. */
function asOfEvents({ detection, ...rule }: CloseRule): DetectionRule {
  const { check, ...plain } = detection;
  return {
    ...rule,
    kind: 'detection',
    logsource: {},
    detection: check === undefined ? plain : { ...plain, check: ofUpdate(check) },
    severity: 'none',
    key: [],
    routing: {},
  };
}

/** What must stand in the record is only said by what is asked of `update.*`. */
function ofUpdate(check: Check): Check {
  switch (check.kind) {
    case 'leaf': {
      if (check.field?.name.startsWith('update.') === true) return check;
      const { need: _, ...leaf } = check;
      return leaf;
    }
    case 'elements': {
      if (check.field.name.startsWith('update.')) return check;
      const { what, path } = check;
      return { kind: 'leaf', what, path, matches: () => true, cost: 0 };
    }
    case 'not':
      return { ...check, parts: [ofUpdate(check.parts[0])] };
    default:
      return { ...check, parts: check.parts.map(ofUpdate) };
  }
}
