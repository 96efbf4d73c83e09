import type { RuleProblem } from '#rules/rule-file.ts';
import { problemText } from '#rules/rule-file.ts';
import type { Rule } from '#rules/rule.ts';
import { plainText } from '../plain-text.ts';
import { filesOf } from './corpus.ts';
import { sourceNames } from './open-records.ts';
import { createProgress } from './progress.ts';
import { withRules, type RuleFolder } from './rule-folder.ts';
import { scanCorpus, type Scan } from './scan-corpus.ts';
import { tableLines } from './table-lines.ts';

export interface ScanOptions {
  rules?: string;
  source: string;
  json?: boolean;
}

/**
 * Runs files through the detection rules and prints what each rule matched. 1 when a file cannot be read: all others
 * are looked at. Rules that do not load are told, stop no other, and fail nothing. 2 when there is no such source or no rules.
 */
export function scanRules(paths: string[], options: ScanOptions): Promise<number> {
  if (options.source !== 'auto' && !sourceNames.includes(options.source)) {
    const known = ['auto', ...sourceNames].join(', ');
    process.stderr.write(`--source ${plainText(options.source, 60)}: no such source; there are ${known}\n`);
    return Promise.resolve(2);
  }
  return withRules(options.rules, (folder) => scan(paths, options, folder), { asSigma: true });
}

async function scan(paths: string[], options: ScanOptions, folder: RuleFolder): Promise<number> {
  let isBroken = false;
  const onTrouble = (file: string, problem: string): void => {
    isBroken = true;
    process.stderr.write(`${plainText(file, 300)}: ${problem}\n`);
  };
  const { files, missing } = await filesOf(paths);
  for (const path of missing) onTrouble(path, 'there is no such file');
  const scan = await scanCorpus(folder.set, files, {
    source: options.source,
    progress: createProgress(),
    onTrouble,
  });
  const rules = folder.rules.filter(isScanned);
  for (const text of options.json === true ? jsonLines(folder, rules, scan) : [textLines(folder, rules, scan)])
    process.stdout.write(`${text}\n`);
  tellTotals(scan);
  return isBroken ? 1 : 0;
}

/** Rules that look at audit logs. Those that are off are not asked. */
function isScanned({ kind, status }: Rule): boolean {
  return (kind === 'detection' || kind === 'correlation') && status !== 'off';
}

/** One line a rule, those without a match too, and the load errors as the last one. */
function* jsonLines(folder: RuleFolder, rules: Rule[], scan: Scan): Generator<string> {
  for (const { id, path } of rules)
    yield JSON.stringify({ rule: id, path: folder.pathOf(path), matches: scan.places(id) });
  yield JSON.stringify({ errors: folder.problems.map(errorOf) });
}

function errorOf({ path, line, column, message }: RuleProblem): RuleProblem {
  return { path, line, column, message };
}

const shownPlaces = 3;

function textLines(folder: RuleFolder, rules: Rule[], scan: Scan): string {
  const matched = rules.filter(({ id }) => scan.count(id) > 0);
  const rows = matched
    .toSorted((a, b) => scan.count(b.id) - scan.count(a.id))
    .map((rule) => {
      const count = scan.count(rule.id);
      const first = scan.places(rule.id, shownPlaces).map(({ file, record }) => `${file}#${record}`);
      const more = count > shownPlaces ? ` and ${count - shownPlaces} more` : '';
      return [String(count), 'severity' in rule ? rule.severity : '', rule.title, `${first.join(' ')}${more}`];
    });
  const table = rows.length === 0 ? [] : tableLines(['matches', 'level', 'rule', 'file#record'], rows);
  const errors = folder.problems.map((problem) => `not loaded: ${plainText(problemText(problem), 500)}`);
  const silent = `${rules.length - matched.length} of ${rules.length} rules matched nothing`;
  return [...table, silent, ...errors].join('\n');
}

function tellTotals({ totals, uncounted }: Scan): void {
  const { files, records, others: notEvents, rejects } = totals;
  const others = notEvents === 0 ? '' : `, ${notEvents} are no audit events`;
  const left = uncounted === 0 ? '' : `; ${uncounted} matches could not be counted: a value or the time is missing`;
  process.stderr.write(`${files} files, ${records} records${others}, ${rejects} rejects${left}\n`);
}
