/** A file of the rules folder as it was read; `path` is relative to that folder. */
export interface RuleFile {
  path: string;
  text: string;
}

/** What is wrong in a rule file, and where (line and column from 1). */
export interface RuleProblem {
  path: string;
  line: number;
  column: number;
  message: string;
}

/** `policy.yml:12:5: expected …`, as editors and people read it. */
export function problemText(problem: RuleProblem): string {
  return `${problem.path}:${problem.line}:${problem.column}: ${problem.message}`;
}
