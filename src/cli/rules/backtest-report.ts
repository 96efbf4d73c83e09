import { problemText, type RuleProblem } from '#rules/rule-file.ts';
import { plainText } from '../plain-text.ts';
import type { CorpusTotals } from './corpus.ts';
import type { Decisions, Difference, RuleDiff } from './decisions.ts';
import { tableLines } from './table-lines.ts';

/** What a backtest has found. */
export interface Backtested {
  totals: CorpusTotals;
  decisions: Decisions;
  problems: RuleProblem[];
  /** There are close rules, which are asked about the record of an alert alone. */
  hasCloses: boolean;
  /** Only against other rules. */
  diff?: RuleDiff[];
  problemsBefore?: RuleProblem[];
  /** Only with expectations. */
  compared?: { failures: string[]; warnings: string[] };
}

const shown = 3;
/** So many places are in the JSON of one rule; the counts are of all. */
const mostPlaces = 100;

export function backtestJson({ totals, decisions, problems, diff, problemsBefore, compared }: Backtested): string {
  const rules = [...decisions].map(([rule, of]) => ({ rule, alerts: of.size, severities: countsOf(of) }));
  const changes = diff?.map(({ rule, before, after, ...lists }) => ({
    rule,
    before,
    after,
    ...Object.fromEntries(
      Object.entries(lists).map(([name, all]) => [name, { count: all.length, examples: all.slice(0, mostPlaces) }]),
    ),
  }));
  const whole = { totals, problems, rules, ...(changes === undefined ? {} : { diff: changes, problemsBefore }) };
  return `${JSON.stringify({ ...whole, ...(compared === undefined ? {} : { expected: compared }) }, undefined, 2)}\n`;
}

export function backtestReport(found: Backtested): string {
  const { totals, decisions, problems, diff, problemsBefore, compared, hasCloses } = found;
  const rows = [...decisions]
    .toSorted(([a, one], [b, two]) => two.size - one.size || (a < b ? -1 : 1))
    .map(([rule, of]) => [String(of.size), severitiesText(of), rule]);
  const before = (problemsBefore ?? []).map((problem) => `not loaded there: ${plainText(problemText(problem), 500)}`);
  return [
    `${totals.files} files, ${totals.records} records, ${totals.rejects} rejects`,
    ...problems.map((problem) => `not loaded: ${plainText(problemText(problem), 500)}`),
    ...(diff === undefined ? tableOf(rows) : [...before, ...diffLines(diff)]),
    ...(compared === undefined ? [] : expectedLines(compared)),
    ...(hasCloses ? ['what other events and resources would close is not shown'] : []),
    '',
  ].join('\n');
}

function tableOf(rows: string[][]): string[] {
  return rows.length === 0 ? ['no alerts'] : tableLines(['alerts', 'severities', 'rule'], rows);
}

function countsOf(of: ReadonlyMap<string, string>): { [severity: string]: number } {
  const counts = Map.groupBy(of.values(), (decision) => decision);
  return Object.fromEntries([...counts].map(([decision, all]) => [decision, all.length]));
}

function severitiesText(of: ReadonlyMap<string, string>): string {
  return Object.entries(countsOf(of))
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ');
}

function diffLines(diff: RuleDiff[]): string[] {
  if (diff.length === 0) return ['both decide the same'];
  return diff.flatMap(({ rule, before, after, added, removed, changed }) => [
    `${plainText(rule, 200)}: ${before} → ${after} alerts, ${added.length} more, ${removed.length} fewer, ${changed.length} rated otherwise`,
    ...exampleLines('+', added),
    ...exampleLines('-', removed),
    ...exampleLines('~', changed),
  ]);
}

function exampleLines(mark: string, all: Difference[]): string[] {
  const lines = all.slice(0, shown).map(({ at, before, after }) => {
    const what = [before, after].filter((each) => each !== undefined).join(' → ');
    return `  ${mark} ${plainText(at, 300)} ${what}`;
  });
  return all.length > shown ? [...lines, `  ${mark} and ${all.length - shown} more`] : lines;
}

function expectedLines({ failures, warnings }: { failures: string[]; warnings: string[] }): string[] {
  if (failures.length + warnings.length === 0) return ['all as expected'];
  return [
    ...failures.map((text) => `not as expected: ${plainText(text, 300)}`),
    ...warnings.map((text) => `unexpected: ${plainText(text, 300)}`),
  ];
}
