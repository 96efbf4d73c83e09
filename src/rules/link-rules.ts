import { orderCounted, type Countable } from './counting/order-counted.ts';
import { detectionOf } from './detection/compile-detection.ts';
import type { Detection } from './detection/detection.ts';
import type { Loaded, LoadedDocuments } from './load-documents.ts';
import { problemOf } from './parse-rule-file.ts';
import type { CorrelationRule, DetectionRule, Rule } from './rule.ts';
import type { RuleProblem } from './rule-file.ts';
import { isAbout, type SigmaFilter } from './sigma-filter.ts';

/** Rules that know each other. */
export interface LinkedRules {
  rules: Rule[];
  counted: (DetectionRule | CorrelationRule)[];
  problems: RuleProblem[];
  warnings: RuleProblem[];
}

/** What only shows when all rules are read: ids that stand twice, filters, and rules that count others. */
export function linkRules(loaded: LoadedDocuments): LinkedRules {
  const linked: LinkedRules = { rules: [], counted: [], problems: [], warnings: [] };
  const once = withoutDoubles(loaded.rules, linked.problems);
  const names = namesOf(once);
  const filtered = withFilters(once, loaded.filters, names, linked);
  return linkCounted(filtered, names, linked);
}

function placeOf({ document }: Loaded<unknown>): string {
  return `${document.path}:${document.line}`;
}

/** The first of an id stays. */
function withoutDoubles(rules: Loaded<Rule>[], problems: RuleProblem[]): Loaded<Rule>[] {
  const first = new Map<string, Loaded<Rule>>();
  return rules.filter((rule) => {
    const other = first.get(rule.is.id);
    first.set(rule.is.id, other ?? rule);
    if (other === undefined) return true;
    const message = `the id ${rule.is.id} stands in ${placeOf(other)} too: give one of them another id`;
    problems.push(rule.document.problem(['id'], message, 'value'));
    return false;
  });
}

/** Names of Sigma rules, by which filters and correlations may call them. */
function namesOf(rules: Loaded<Rule>[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, is } of rules) if (name !== undefined && !names.has(name)) names.set(name, is.id);
  return names;
}

/** Each rule that filters name matches only where they hold too. */
function withFilters(
  rules: Loaded<Rule>[],
  filters: Loaded<SigmaFilter>[],
  names: ReadonlyMap<string, string>,
  linked: LinkedRules,
): Loaded<Rule>[] {
  const ids = new Set(rules.map(({ is }) => is.id));
  const idOf = (name: string): string | undefined => (ids.has(name) ? name : names.get(name));
  for (const { is, document } of filters) {
    if (is.rules === 'any') continue;
    for (const [index, name] of is.rules.entries())
      if (idOf(name) === undefined)
        linked.problems.push(document.problem(['filter', 'rules', index], `no rule has the id or name ${name}`));
  }
  const running = filters.map(({ is }) => is).filter(({ isOff }) => !isOff);
  if (running.length === 0) return rules;
  return rules.map((rule) => {
    if (rule.is.kind !== 'detection') return rule;
    const { id, logsource, detection } = rule.is;
    const its = running.filter((filter) =>
      filter.rules === 'any' ? isAbout(filter, logsource) : filter.rules.some((name) => idOf(name) === id),
    );
    return its.length === 0 ? rule : { ...rule, is: { ...rule.is, detection: allOf(detection, its) } };
  });
}

/** The detection of a rule and of its filters, which must all match. */
function allOf(detection: Detection, filters: SigmaFilter[]): Detection {
  const all = [detection, ...filters.map((filter) => filter.detection)];
  const parts = all.flatMap(({ check }) => (check === undefined ? [] : [check]));
  return detectionOf(
    { kind: 'all', parts, what: 'the rule and its filters', path: [] },
    all.flatMap(({ fields }) => fields),
  );
}

/** Puts the rules that count in order, with ids for names; what counts a rule that is off is off too. */
function linkCounted(rules: Loaded<Rule>[], names: ReadonlyMap<string, string>, linked: LinkedRules): LinkedRules {
  const byId = new Map(rules.map((rule) => [rule.is.id, rule]));
  const countable = rules.flatMap(({ is }): Countable[] =>
    is.kind === 'detection' || is.kind === 'correlation' ? [is] : [],
  );
  const { ordered, faults } = orderCounted(countable, names);
  const wrong = new Set(faults.map(({ id }) => id));
  for (const { id, fault } of faults) {
    const rule = byId.get(id);
    if (rule === undefined) continue;
    const block = rule.is.kind === 'correlation' ? 'correlation' : 'count';
    linked.problems.push(problemOf(rule.document, { ...fault, path: [block, ...fault.path] }));
  }
  for (const { id, counting } of ordered) {
    const rule = byId.get(id);
    if (rule === undefined || (rule.is.kind !== 'detection' && rule.is.kind !== 'correlation')) continue;
    const off = counting.rules.find((counts) => byId.get(counts)?.is.status === 'off');
    const is = { ...rule.is, counting, ...(off === undefined ? {} : { status: 'off' as const }) };
    byId.set(id, { ...rule, is });
    if (off !== undefined && rule.is.status !== 'off')
      linked.warnings.push(rule.document.problem([], `this rule counts ${off}, which is off, so it is off too`));
    if (is.status !== 'off') linked.counted.push(is);
  }
  linked.rules = [...byId.values()].map(({ is }) => is).filter(({ id }) => !wrong.has(id));
  return linked;
}
