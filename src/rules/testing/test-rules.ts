import type { Fault } from '../detection/detection.ts';
import type { Rule } from '../rule.ts';
import { withBlock, type Bench, type TestOutcome } from './bench.ts';
import { createCoverage, type Coverage, type CoveredLeaf } from './coverage.ts';
import type { InlineTest } from './inline-test.ts';
import { mutantsOf, type Mutant } from './mutate.ts';
import { readTest } from './read-test.ts';
import { runTest } from './run-test.ts';

/** One test of a rule, and what it came to; `faults` when it cannot be read. */
export type TestResult =
  | { name: string; index: number; test: InlineTest; outcome: TestOutcome }
  | { name: string; index: number; faults: Fault[] };

export interface RuleReport {
  rule: Rule;
  results: TestResult[];
  /** In words: `no test in which it matches`. */
  missing: string[];
  /** What can be taken out of the rule without any test noticing. */
  survivors: Mutant[];
  /** How many conditions were taken out, one at a time. */
  mutants: number;
  coverage: CoveredLeaf[];
}

export interface TestOptions {
  mutate: boolean;
  /** Rules that need no tests of their own: Sigma's files, as they are. */
  isExempt(rule: Rule): boolean;
  onProgress?(rule: Rule): void;
}

/** So many explanations of one test are looked at for coverage. */
const mostExplained = 40;

/** Runs the tests of these rules; then, unless one fails, takes each condition out and looks whether a test notices. */
export function testRules(rules: readonly Rule[], bench: Bench, options: TestOptions): RuleReport[] {
  const coverages = new Map<string, Coverage>();
  const suites = new Map<string, { rule: Rule; test: InlineTest }[]>();
  const results = rules.map((rule) => {
    options.onProgress?.(rule);
    const all = rule.tests.map((said, index) => resultOf(rule, said, index, bench));
    for (const result of all) {
      if (!('test' in result)) continue;
      noteCoverage(coverages, result.outcome);
      for (const { id } of countedBy(rule, bench)) push(suites, id, { rule, test: result.test });
    }
    return all;
  });
  return rules.map((rule, i) => {
    options.onProgress?.(rule);
    const own = results[i] ?? [];
    const suite = suites.get(rule.id) ?? [];
    const isGreen = own.every((result) => 'outcome' in result && result.outcome.passed);
    const mutated = options.mutate && isGreen && suite.length > 0 ? mutate(rule, suite, bench) : nothing;
    const isOfOthers = own.length === 0 && suite.length > 0;
    return {
      rule,
      results: own,
      missing: isOfOthers || (own.length === 0 && options.isExempt(rule)) ? [] : missingIn(own),
      ...mutated,
      coverage: coverages.get(rule.id)?.leaves() ?? [],
    };
  });
}

const nothing = { survivors: [], mutants: 0 };

function resultOf(rule: Rule, said: Rule['tests'][number], index: number, bench: Bench): TestResult {
  const name = typeof said['name'] === 'string' ? said['name'] : `test ${index + 1}`;
  const read = readTest(said, rule.kind);
  if ('faults' in read) return { name, index, faults: read.faults };
  return { name, index, test: read.test, outcome: runTest(rule, read.test, bench) };
}

function noteCoverage(coverages: Map<string, Coverage>, { asked }: TestOutcome): void {
  for (const { rule, explain } of asked.slice(0, mostExplained)) {
    const coverage = coverages.get(rule) ?? createCoverage();
    coverages.set(rule, coverage);
    coverage.note(explain());
  }
}

/** The rule, and those whose matches it counts, in the same file: its tests are theirs too. */
function countedBy(rule: Rule, { rules }: Bench): Rule[] {
  const all = new Map([[rule.id, rule]]);
  for (const each of all.values()) {
    const counting = each.kind === 'detection' || each.kind === 'correlation' ? each.counting : undefined;
    for (const id of counting?.rules ?? []) {
      const other = rules.get(id);
      if (other?.path === rule.path) all.set(id, other);
    }
  }
  return [...all.values()];
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

function missingIn(results: TestResult[]): string[] {
  const tests = results.flatMap((result) => ('test' in result ? [result.test] : []));
  return [
    ...(tests.some(isPositive) ? [] : ['no test in which it does something']),
    ...(tests.some((test) => !isPositive(test)) ? [] : ['no test in which it does nothing']),
  ];
}

/** Whether the rule is expected to do what it is for. */
export function isPositive(test: InlineTest): boolean {
  switch (test.kind) {
    case 'events':
      return test.expect.alerts > 0;
    case 'resource':
      return test.expect.open;
    case 'severity':
      return test.expect.levels.some((level) => level !== test.level);
    case 'close':
      return test.expect.closed;
    case 'identity':
      return test.expect.same;
    case 'silence':
      return test.expect.silenced;
  }
}

function mutate(
  rule: Rule,
  suite: readonly { rule: Rule; test: InlineTest }[],
  bench: Bench,
): { survivors: Mutant[]; mutants: number } {
  const block = bench.blockOf(rule);
  const mutants = block === undefined ? [] : mutantsOf(block);
  const survivors = mutants.filter((mutant) => {
    const changed = withBlock(rule, mutant.block, bench.lists);
    if (changed === undefined) return false;
    const other: Bench = {
      ...bench,
      rules: new Map([...bench.rules, [rule.id, changed]]),
      blockOf: (one) => (one.id === rule.id ? mutant.block : bench.blockOf(one)),
    };
    return suite.every(({ rule: owner, test }) => runTest(owner, test, other).passed);
  });
  return { survivors, mutants: mutants.filter(({ kind }) => kind === 'condition').length };
}
