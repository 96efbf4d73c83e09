import { closesByNews } from './close-by-news.ts';
import type { Check } from './detection/check.ts';
import { compileDetection } from './detection/compile-detection.ts';
import { prefilterInSteps } from './detection/create-prefilter.ts';
import type { Detection } from './detection/detection.ts';
import type { TextSearch } from './detection/text-search.ts';
import { firstSeenFields } from './first-seen/first-seen-fields.ts';
import { recordFields } from './first-seen/values-seen.ts';
import { finish, type Steps } from './in-steps.ts';
import type { RuleSet } from './rule-set.ts';
import type { CloseRule, DetectionRule } from './rule.ts';

const filters = new WeakMap<RuleSet, TextSearch | undefined>();

/**
 * Whether any rule may want a CloudTrail record, a piece of a text: a detection that matches it or a case that it closes.
 * Undefined when some rule may want any record: then all are to be read.
 */
export function eventPrefilter(rules: RuleSet): TextSearch | undefined {
  if (!filters.has(rules)) finish(prepareEventPrefilter(rules));
  return filters.get(rules);
}

/** Makes it in small steps, before it is asked for. */
export function* prepareEventPrefilter(rules: RuleSet): Steps<void> {
  const asked = rules.rules.filter((rule) => rule.kind === 'detection');
  const closing = rules.closes.filter(closesByNews).map(asOfEvents);
  const all = [...asked, ...closing, ...asWanted(rules)];
  const { mayMatch, unfiltered } = yield* prefilterInSteps(all, { product: 'aws', service: 'cloudtrail' });
  filters.set(rules, unfiltered.length === 0 ? mayMatch : undefined);
}

/** Records with a field of which it is asked whether its values are new: all that have it must be seen. */
function asWanted(rules: RuleSet): DetectionRule[] {
  return recordFields(firstSeenFields(rules)).map((field) => {
    const compiled = compileDetection({ s: { [`${field}|contains`]: '*' }, condition: 's' }, { lists: new Map() });
    return ruleOf(field, 'detection' in compiled ? compiled.detection : { ...always, fields: [] });
  });
}

const always: Omit<Detection, 'fields'> = {
  matches: () => true,
  explain: () => ({ matched: true, what: '', parts: [], path: [] }),
};

/** What the prefilter needs of a rule. */
function ruleOf(id: string, detection: Detection): DetectionRule {
  const said = { references: [], tags: [], falsePositives: [], tests: [] };
  const place = { id, title: id, path: '', line: 1, status: 'on' } as const;
  return { ...place, ...said, kind: 'detection', logsource: {}, detection, severity: 'none', key: [], routing: {} };
}

/** A close rule as far as it looks at the event: of the case that it would close nothing is known yet. */
function asOfEvents({ id, detection }: CloseRule): DetectionRule {
  const { check, ...plain } = detection;
  return ruleOf(id, check === undefined ? plain : { ...plain, check: ofUpdate(check) });
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
