import type { JsonObject } from '#core/json.ts';
import { compileDetection } from '../detection/compile-detection.ts';
import type { Explanation } from '../detection/detection.ts';
import { fieldMapOf } from '../detection/field-map.ts';
import type { CorrelationRule, DetectionRule, Lists, Rule } from '../rule.ts';
import type { InlineTest } from './inline-test.ts';

/** Everything that tests of rules are run with. */
export interface Bench {
  /** By id. */
  rules: ReadonlyMap<string, Rule>;
  /** Rules that count, each after those it counts. */
  counted: readonly (DetectionRule | CorrelationRule)[];
  lists: Lists;
  /** The detection of a rule as it is written. */
  blockOf(rule: Rule): JsonObject | undefined;
  /** The records of a file that a test of this rule names, or why there are none. */
  recordsOf(rule: Rule, file: string): JsonObject[] | string;
}

/** What a test came to. */
export interface TestOutcome {
  passed: boolean;
  /** What was wanted, and what was there instead, in words. */
  expected: string;
  actual: string;
  /** Of each thing that the rule was asked about: what it said. */
  asked: Asked[];
}

export interface Asked {
  /** `event 2 at 30s`. */
  what: string;
  rule: string;
  /** Made when somebody wants it: tests may have thousands of events. */
  explain(): Explanation;
  matched: boolean;
}

/** The same rule with another detection; undefined when that does not compile. */
export function withBlock<R extends Rule>(rule: R, block: JsonObject, lists: Lists): R | undefined {
  const fieldMap = rule.kind === 'detection' ? fieldMapOf(rule.logsource) : undefined;
  const compiled = compileDetection(block, { lists, ...(fieldMap === undefined ? {} : { fieldMap }) });
  return 'faults' in compiled ? undefined : { ...rule, detection: compiled.detection };
}

/** The bench in which lists hold something else; rules that use none of them are as they were. */
export function withLists(bench: Bench, lists: InlineTest['lists']): Bench {
  if (lists === undefined) return bench;
  const all: Lists = new Map([...bench.lists, ...Object.entries(lists)]);
  const names = Object.keys(lists);
  const changed = [...bench.rules.values()].flatMap((rule) => {
    const block = bench.blockOf(rule);
    if (block === undefined || !usesOneOf(block, names)) return [];
    return withBlock(rule, block, all) ?? [];
  });
  const rules = new Map([...bench.rules, ...changed.map((rule): [string, Rule] => [rule.id, rule])]);
  return { ...bench, lists: all, rules };
}

function usesOneOf(block: JsonObject, names: string[]): boolean {
  const text = JSON.stringify(block);
  return names.some((name) => text.includes(`%${name}%`));
}
