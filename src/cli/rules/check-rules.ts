import { problemText, type RuleProblem } from '#rules/rule-file.ts';
import { plainText } from '../plain-text.ts';
import { testProblems } from './test-problems.ts';
import { withRules } from './rule-folder.ts';

/** Prints what is wrong and what is doubtful in rules, with file, line and column. 0 when nothing is wrong, else 1. */
export function checkRules(path: string | undefined, { json = false }: { json?: boolean } = {}): Promise<number> {
  return withRules(path, async (folder) => {
    const { rules, warnings } = folder;
    const problems = [...folder.problems, ...testProblems(folder)];
    if (json) process.stdout.write(`${JSON.stringify({ rules: rules.length, problems, warnings }, undefined, 2)}\n`);
    else {
      for (const problem of problems) process.stdout.write(`${lineOf(problem)}\n`);
      for (const warning of warnings) process.stdout.write(`${lineOf(warning)} (warning)\n`);
      process.stdout.write(`${summaryOf(rules.length, problems.length, warnings.length)}\n`);
    }
    return problems.length === 0 ? 0 : 1;
  });
}

function lineOf(problem: RuleProblem): string {
  return plainText(problemText(problem), 1000);
}

function summaryOf(rules: number, problems: number, warnings: number): string {
  const doubts = warnings === 0 ? '' : `, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  const count = `${rules} ${rules === 1 ? 'rule' : 'rules'}`;
  if (problems === 0) return `${count}, nothing wrong${doubts}`;
  return `${count} load, ${problems} ${problems === 1 ? 'problem' : 'problems'}${doubts}`;
}
