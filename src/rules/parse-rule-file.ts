import type { z } from 'zod';
import { checkValue } from './check-value.ts';
import { readDocuments, type RuleDocument } from './read-documents.ts';
import type { Fault } from './detection/detection.ts';
import type { RuleFile, RuleProblem } from './rule-file.ts';

export type Parsed<T> = { value: T } | { problems: RuleProblem[] };

/** Reads a file of one YAML document by a schema; every problem with its line and column. */
export function parseRuleFile<T>(file: RuleFile, schema: z.ZodType<T>): Parsed<T> {
  const { documents, problems } = readDocuments(file);
  if (problems.length > 0) return { problems };
  const [document, second] = documents;
  if (second !== undefined) return { problems: [second.problem([], 'expected one document in this file')] };
  const checked = checkValue(document?.value ?? {}, schema);
  if ('data' in checked) return { value: checked.data };
  const nowhere = { path: file.path, line: 1, column: 1 };
  return {
    problems: checked.faults.map((fault) =>
      document === undefined ? { ...nowhere, message: faultText(fault) } : problemOf(document, fault),
    ),
  };
}

/** Blocks whose keys say most: `eventName|foo`. */
const keyed: ReadonlySet<PropertyKey> = new Set(['detection', 'count', 'correlation', 'filter']);

/** A fault of a document, with its place in the file: at the key in blocks whose keys say most, else at the value. */
export function problemOf(document: RuleDocument, fault: Fault): RuleProblem {
  const isAtKey = fault.message.startsWith('unknown key') || keyed.has(fault.path[0] ?? '');
  return document.problem(fault.path, faultText(fault), isAtKey ? undefined : 'value');
}

function faultText({ path, message }: Fault): string {
  const shown = message.startsWith('unknown key') ? path.slice(0, -1) : path;
  return shown.length === 0 ? message : `${shown.join('.')}: ${message}`;
}
