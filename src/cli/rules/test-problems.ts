import { readDocuments, type RuleDocument } from '#rules/read-documents.ts';
import type { RuleProblem } from '#rules/rule-file.ts';
import type { Rule } from '#rules/rule.ts';
import { readTest } from '#rules/testing/read-test.ts';
import type { RuleFolder } from './rule-folder.ts';

/** What is wrong in the inline tests of rules, with its place. */
export function testProblems(folder: RuleFolder): RuleProblem[] {
  const documentOf = createDocuments(folder);
  return folder.rules.flatMap((rule) =>
    rule.tests.flatMap((said, i) => {
      const read = readTest(said, rule.kind);
      if (!('faults' in read)) return [];
      return read.faults.map(({ path, message }) => {
        const where = path.length === 0 ? '' : `${path.join('.')}: `;
        const problem = documentOf(rule)?.problem(['tests', i, ...path], `tests.${i}: ${where}${message}`);
        const place = problem ?? { line: rule.line, column: 1, message };
        return { ...place, path: folder.pathOf(rule.path) };
      });
    }),
  );
}

/** Finds the document of a rule, to tell the places of things in it. */
export function createDocuments({ files }: RuleFolder): (rule: Rule) => RuleDocument | undefined {
  const known = new Map<string, RuleDocument[]>();
  return ({ path, line }) => {
    const file = files.find((each) => each.path === path);
    const documents = known.get(path) ?? (file === undefined ? [] : readDocuments(file).documents);
    known.set(path, documents);
    return documents.find((document) => document.line === line);
  };
}
