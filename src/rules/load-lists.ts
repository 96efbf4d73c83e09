import type { Json } from '#core/json.ts';
import { readDocuments, type RuleDocument } from './read-documents.ts';
import type { Lists } from './rule.ts';
import type { RuleFile, RuleProblem } from './rule-file.ts';

type Item = Lists extends ReadonlyMap<string, readonly (infer T)[]> ? T : never;

/** `lists/<name>.yml`: the name that rules write between percent signs. */
const listFile = /^lists\/(?:[^/]+\/)*([^/]+)\.ya?ml$/;

export function isListFile(path: string): boolean {
  return path.startsWith('lists/');
}

/** Every list of the folder, by the name of its file: a YAML list, or a map with `values` (and a `description`). */
export function loadLists(files: readonly RuleFile[]): {
  lists: Lists;
  problems: RuleProblem[];
  warnings: RuleProblem[];
} {
  const lists = new Map<string, Item[]>();
  const paths = new Map<string, string>();
  const problems: RuleProblem[] = [];
  const warnings: RuleProblem[] = [];
  for (const file of files.filter(({ path }) => isListFile(path))) {
    const name = listFile.exec(file.path)?.[1] ?? file.path;
    const read = readDocuments(file);
    warnings.push(...read.warnings);
    const before = paths.get(name);
    const found = before === undefined ? readList(file, read) : [wrong(file, `${before} is a list of this name too`)];
    problems.push(...read.problems, ...found.filter(isProblem));
    paths.set(name, before ?? file.path);
    lists.set(name, lists.get(name) ?? found.filter((item): item is Item => !isProblem(item)));
  }
  return { lists, problems, warnings };
}

function readList(file: RuleFile, { documents }: { documents: RuleDocument[] }): (Item | RuleProblem)[] {
  const [document, second] = documents;
  if (second !== undefined) return [second.problem([], 'expected one document in a list')];
  if (document === undefined) return [];
  const { value } = document;
  const unknown = Object.keys(isMap(value) ? value : {}).find((key) => key !== 'values' && key !== 'description');
  if (unknown !== undefined) return [document.problem([unknown], `unknown key \`${unknown}\`: expected values`)];
  const items = isMap(value) ? value['values'] : value;
  const path = isMap(value) ? ['values'] : [];
  if (items === null || items === undefined) return [];
  if (!Array.isArray(items)) return [document.problem(path, 'expected a list of texts, numbers or booleans', 'value')];
  return items.map((item, index) =>
    item === null || typeof item === 'object'
      ? document.problem([...path, index], 'expected a text, a number or a boolean', 'value')
      : item,
  );
}

function isMap(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isProblem(item: Item | RuleProblem): item is RuleProblem {
  return typeof item === 'object';
}

function wrong({ path }: RuleFile, message: string): RuleProblem {
  return { path, line: 1, column: 1, message };
}
