import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import type { Json } from '#core/json.ts';
import type { RuleFile, RuleProblem } from './rule-file.ts';
import { oddScalars } from './odd-scalars.ts';

/** One document of a rule file, as plain values, which knows where each of them stands. */
export interface RuleDocument {
  /** Of the file, in the rules folder. */
  path: string;
  /** Where it begins, from 1. */
  line: number;
  value: Json;
  /** As it stands in the file. */
  text: string;
  /** A problem with what stands at `at`: at its key, or (`value`) behind it; what is missing, at its nearest parent. */
  problem(at: readonly PropertyKey[], message: string, where?: 'value'): RuleProblem;
}

/** The documents of a file that can be read, and what is wrong with the others. Empty documents are left out. */
export interface ReadDocuments {
  documents: RuleDocument[];
  problems: RuleProblem[];
  /** What is good YAML and most likely not meant as it stands. */
  warnings: RuleProblem[];
}

/** YAML is a text that people write: what is longer is something else. */
const longest = 4 * 1024 * 1024;

/** Reads a file of YAML 1.2. Aliases are capped (no "billion laughs"), a key stands once in its map. */
export function readDocuments(file: RuleFile): ReadDocuments {
  const read: ReadDocuments = { documents: [], problems: [], warnings: [] };
  const lines = new LineCounter();
  const complain = (offset: number, message: string): void => void read.problems.push(at(file, lines, offset, message));
  if (file.text.length > longest) {
    complain(0, 'this file has more than 4 MiB');
    return read;
  }
  for (const [index, document] of parse(file, lines, complain).entries())
    readDocument({ file, lines, document, index, read });
  return read;
}

type Complain = (offset: number, message: string) => void;

function parse(file: RuleFile, lines: LineCounter, complain: Complain): Document.Parsed[] {
  try {
    // An array of no documents comes back for an empty text.
    return [...parseAllDocuments(file.text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })];
  } catch (err) {
    // A text that is nested deeper than the parser's stack.
    complain(0, `this file cannot be read: ${err instanceof Error ? err.message : String(err)}`);
    return [];
  }
}

interface Reading {
  file: RuleFile;
  lines: LineCounter;
  document: Document.Parsed;
  /** Among the documents of the file. */
  index: number;
  read: ReadDocuments;
}

function readDocument({ file, lines, document, index, read }: Reading): void {
  const problem = (offset: number, message: string): RuleProblem => at(file, lines, offset, message);
  if (document.errors.length > 0) {
    read.problems.push(...document.errors.map((error) => problem(error.pos[0], firstLine(error.message))));
    return;
  }
  read.warnings.push(...document.warnings.map((warning) => problem(warning.pos[0], firstLine(warning.message))));
  const start = document.contents?.range[0] ?? 0;
  const plain = toPlain(document);
  if ('problem' in plain) {
    read.problems.push(problem(start, plain.problem));
    return;
  }
  if (plain.value === null) return;
  const odd = oddScalars(document.contents, file.text);
  read.problems.push(...odd.wrong.map(({ offset, message }) => problem(offset, message)));
  read.warnings.push(...odd.doubtful.map(({ offset, message }) => problem(offset, message)));
  if (odd.wrong.length > 0) return;
  read.documents.push({
    path: file.path,
    line: lines.linePos(start).line,
    value: plain.value,
    text: file.text.slice(start, document.contents?.range[1]),
    problem: (path, message, where) => problemIn(file, index, { path, message, where }),
  });
}

interface Said {
  path: readonly PropertyKey[];
  message: string;
  where: 'value' | undefined;
}

/** Few documents have a problem, and where everything stands is ten times their text: so the file is parsed once more. */
function problemIn(file: RuleFile, index: number, { path, message, where }: Said): RuleProblem {
  const parsed = parsedAgain.get(file) ?? parseAgain(file);
  parsedAgain.set(file, parsed);
  const contents = parsed.documents[index]?.contents ?? null;
  return at(file, parsed.lines, offsetOf(contents, path, where), message);
}

interface ParsedAgain {
  lines: LineCounter;
  documents: Document.Parsed[];
}

const parsedAgain = new WeakMap<RuleFile, ParsedAgain>();

function parseAgain(file: RuleFile): ParsedAgain {
  const lines = new LineCounter();
  return { lines, documents: parse(file, lines, () => undefined) };
}

function at({ path }: RuleFile, lines: LineCounter, offset: number, message: string): RuleProblem {
  const { line, col } = lines.linePos(offset);
  return { path, line: Math.max(1, line), column: Math.max(1, col), message };
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}

function toPlain(document: Document): { value: Json } | { problem: string } {
  try {
    return { value: (document.toJS({ maxAliasCount: 100 }) ?? null) as Json };
  } catch (err) {
    return { problem: err instanceof Error ? err.message : String(err) };
  }
}

/** Where the key or value at `path` begins; where it is missing, its nearest parent. */
function offsetOf(root: Node | null, path: readonly PropertyKey[], where: 'value' | undefined): number {
  let node: unknown = root;
  let offset = rangeOf(root) ?? 0;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return offset;
    offset = (where === 'value' ? undefined : rangeOf(next.key)) ?? rangeOf(next.node) ?? rangeOf(next.key) ?? offset;
    node = next.node;
  }
  return offset;
}

function stepInto(node: unknown, step: PropertyKey): { key?: unknown; node: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? undefined : { node: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
  return pair === undefined ? undefined : { key: pair.key, node: pair.value };
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  return node.range[0] as number;
}
