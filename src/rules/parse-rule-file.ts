import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { RuleFile, RuleProblem } from './rule-file.ts';

export type Parsed<T> = { value: T } | { problems: RuleProblem[] };

/** Reads YAML by a schema; every problem with its line and column. Aliases are capped (no "billion laughs"). */
export function parseRuleFile<T>(file: RuleFile, schema: z.ZodType<T>): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => {
        const at = lines.linePos(error.pos[0]);
        return {
          path: file.path,
          line: at.line,
          column: at.col,
          message: error.message.split('\n')[0] ?? error.message,
        };
      }),
    };
  }
  const plain = toPlain(document);
  if ('problem' in plain) return { problems: [{ path: file.path, line: 1, column: 1, message: plain.problem }] };
  const parsed = schema.safeParse(plain.value);
  if (parsed.success) return { value: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => {
      const at = lines.linePos(offsetOf(document, issue.path));
      const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
      return { path: file.path, line: at.line, column: at.col, message: `${where}${issue.message}` };
    }),
  };
}

function toPlain(document: Document): { value: unknown } | { problem: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) ?? {} };
  } catch (err) {
    return { problem: err instanceof Error ? err.message : String(err) };
  }
}

/** Where the value at `path` begins; where it is missing, its nearest parent. */
function offsetOf(document: Document, path: PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
      return node.range[0] as number;
  }
  return document.contents?.range?.[0] ?? 0;
}
