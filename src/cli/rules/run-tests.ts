import { problemText, type RuleProblem } from '#rules/rule-file.ts';
import type { RuleDocument } from '#rules/read-documents.ts';
import type { Rule } from '#rules/rule.ts';
import type { Asked } from '#rules/testing/bench.ts';
import { isPositive, testRules, type RuleReport, type TestResult } from '#rules/testing/test-rules.ts';
import { plainText } from '../plain-text.ts';
import { explainLines } from './explain-lines.ts';
import { createProgress } from './progress.ts';
import { withRules, type RuleFolder } from './rule-folder.ts';
import { createBench } from './test-bench.ts';
import { createDocuments } from './test-problems.ts';

export interface RunTestsOptions {
  mutate: boolean;
  json?: boolean;
}

/**
 * Runs the inline tests of rules, and looks whether each condition of them is needed by a test. 1 when a test fails, a
 * rule has no test that does or does not do something, a condition can go, or a file does not load.
 */
export function runTests(path: string | undefined, { mutate, json = false }: RunTestsOptions): Promise<number> {
  return withRules(path, async (folder) => {
    const progress = createProgress();
    const reports = testRules(folder.rules, await createBench(folder), {
      mutate,
      isExempt: (rule) => folder.isSigma(rule),
      onProgress: (rule) => progress.tell(() => plainText(rule.path, 100)),
    });
    progress.end();
    const shown = createShower(folder);
    if (json) process.stdout.write(`${JSON.stringify(shown.json(reports), undefined, 2)}\n`);
    else for (const line of shown.lines(reports)) process.stdout.write(`${line}\n`);
    return folder.problems.length === 0 && reports.every(isGood) ? 0 : 1;
  });
}

function isGood(report: RuleReport): boolean {
  return report.results.every(hasPassed) && report.missing.length === 0 && conditionsOf(report).length === 0;
}

function hasPassed(result: TestResult): boolean {
  return 'outcome' in result && result.outcome.passed;
}

function conditionsOf({ survivors }: RuleReport): RuleReport['survivors'] {
  return survivors.filter(({ kind }) => kind === 'condition');
}

/** So many of what a rule was asked are explained when a test fails. */
const mostAsked = 3;

function createShower(folder: RuleFolder) {
  const documentOf = createDocuments(folder);
  const placeOf = (rule: Rule, path: PropertyKey[]): string => {
    const place = placeIn(documentOf(rule), path) ?? { line: rule.line, column: 1 };
    return `${folder.pathOf(rule.path)}:${place.line}:${place.column}`;
  };
  return {
    lines: (reports: RuleReport[]): string[] => [
      ...folder.problems.map((problem) => plainText(problemText(problem), 1000)),
      ...reports.flatMap((report) => reportLines(report, placeOf)),
      totalLine(reports, folder.problems.length),
    ],
    json: (reports: RuleReport[]) => ({
      ok: folder.problems.length === 0 && reports.every(isGood),
      problems: folder.problems,
      rules: reports.map((report) => reportJson(report, placeOf)),
    }),
  };
}

type PlaceOf = (rule: Rule, path: PropertyKey[]) => string;

function placeIn(document: RuleDocument | undefined, path: PropertyKey[]): RuleProblem | undefined {
  return document?.problem(path, '');
}

function reportLines(report: RuleReport, placeOf: PlaceOf): string[] {
  const { rule, results, missing, mutants, survivors } = report;
  const needless = conditionsOf(report);
  if (results.length === 0 && missing.length === 0 && mutants === 0) return [];
  const passed = results.filter(hasPassed).length;
  const mutation = mutants === 0 ? '' : `, ${mutants - needless.length} of ${mutants} conditions are needed by a test`;
  const head = `${isGood(report) ? '✓' : '✗'} ${plainText(rule.id, 120)}: ${passed} of ${results.length} tests pass${mutation}${coverageText(report)}`;
  const values = survivors.length - needless.length;
  return [
    head,
    ...results.flatMap((result) => failureLines(rule, result, placeOf)),
    ...missing.map((text) => `  ${placeOf(rule, ['tests'])}: ${text}`),
    ...needless.map(
      ({ path, what }) =>
        `  ${placeOf(rule, ['detection', ...path])}: ${plainText(what, 200)}, every test still passes`,
    ),
    ...(values === 0 || isGood(report) ? [] : [`  ${values} values of lists are in no test (--json names them)`]),
  ];
}

/** Fields that the tests have never seen both hold and fail. */
function coverageText({ coverage }: RuleReport): string {
  const full = coverage.filter(({ held, failed }) => held && failed).length;
  return coverage.length === 0 ? '' : `, ${full} of ${coverage.length} were seen to hold and to fail`;
}

function failureLines(rule: Rule, result: TestResult, placeOf: PlaceOf): string[] {
  const at = placeOf(rule, ['tests', result.index]);
  const name = plainText(result.name, 200);
  if ('faults' in result)
    return [
      `  ✗ ${name} (${at})`,
      ...result.faults.map(({ path, message }) => `      ${plainText(`${path.join('.')}: ${message}`, 300)}`),
    ];
  const { outcome } = result;
  if (outcome.passed) return [];
  return [
    `  ✗ ${name} (${at})`,
    `      expected ${plainText(outcome.expected, 300)}`,
    `      but was  ${plainText(outcome.actual, 300)}`,
    ...telling(result).flatMap((asked) => [
      `      ${plainText(asked.what, 100)}, asked of ${plainText(asked.rule, 120)}:`,
      ...explainLines(asked.explain(), '        '),
    ]),
  ];
}

/** Where a match was wanted those that did not match tell why, else those that did. */
function telling(result: Extract<TestResult, { outcome: unknown }>): Asked[] {
  const wanted = isPositive(result.test);
  const { asked } = result.outcome;
  const against = asked.filter(({ matched }) => matched !== wanted);
  return (against.length > 0 ? against : asked).slice(0, mostAsked);
}

function totalLine(reports: RuleReport[], problems: number): string {
  const results = reports.flatMap((report) => report.results);
  const failed = results.filter((result) => !hasPassed(result)).length;
  const untested = reports.filter(({ missing }) => missing.length > 0).length;
  const needless = reports.reduce((sum, report) => sum + conditionsOf(report).length, 0);
  const parts = [
    `${results.length - failed} tests pass`,
    `${failed} fail`,
    ...(untested === 0 ? [] : [`${untested} rules lack a test`]),
    ...(needless === 0 ? [] : [`${needless} conditions are needed by no test (--no-mutate does not look)`]),
    ...(problems === 0 ? [] : [`${problems} problems in files`]),
  ];
  return `${parts.join(', ')}; ${reports.length} rules`;
}

function reportJson(report: RuleReport, placeOf: PlaceOf) {
  const { rule, results, missing, mutants, survivors, coverage } = report;
  return {
    rule: rule.id,
    place: placeOf(rule, []),
    ok: isGood(report),
    tests: results.map((result) => testJson(rule, result, placeOf)),
    missing,
    mutants,
    survivors: survivors.map(({ path, what, kind }) => ({ place: placeOf(rule, ['detection', ...path]), kind, what })),
    coverage: coverage.map(({ path, what, held, failed }) => ({
      place: placeOf(rule, ['detection', ...path]),
      what,
      held,
      failed,
    })),
  };
}

function testJson(rule: Rule, result: TestResult, placeOf: PlaceOf) {
  const said = { name: result.name, place: placeOf(rule, ['tests', result.index]) };
  if ('faults' in result)
    return {
      ...said,
      passed: false,
      faults: result.faults.map(({ path, message }) => `${path.join('.')}: ${message}`),
    };
  const { passed, expected, actual } = result.outcome;
  const explain = telling(result).map((asked) => ({
    what: asked.what,
    rule: asked.rule,
    explanation: asked.explain(),
  }));
  return { ...said, passed, expected, actual, ...(passed ? {} : { explain }) };
}
