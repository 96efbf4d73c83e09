import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Json, JsonObject } from '#core/json.ts';
import type { Rule } from '#rules/rule.ts';
import type { Bench } from '#rules/testing/bench.ts';
import { isInside } from './copy-into.ts';
import type { RuleFolder } from './rule-folder.ts';
import { createDocuments } from './test-problems.ts';

/** What the tests of a folder's rules are run with; files that tests name are read first. */
export async function createBench(folder: RuleFolder): Promise<Bench> {
  const documentOf = createDocuments(folder);
  const files = new Map<string, JsonObject[] | string>();
  for (const rule of folder.rules) {
    for (const { file } of rule.tests)
      if (typeof file === 'string') files.set(nameOf(rule, file), await readRecords(folder, rule, file));
  }
  return {
    rules: new Map(folder.allRules.map((rule) => [rule.id, rule])),
    counted: folder.set.counted,
    lists: folder.lists,
    blockOf(rule) {
      const value = documentOf(rule)?.value;
      const block = isObject(value) ? value['detection'] : undefined;
      return isObject(block) ? block : undefined;
    },
    recordsOf: (rule, file) => files.get(nameOf(rule, file)) ?? 'the file was not read',
  };
}

function nameOf({ path }: Rule, file: string): string {
  return JSON.stringify([dirname(path), file]);
}

/** Beside the rule, or from the rules folder; never outside of that. */
async function readRecords({ root }: RuleFolder, rule: Rule, file: string): Promise<JsonObject[] | string> {
  for (const path of [join(root, dirname(rule.path), file), join(root, file)]) {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined) continue;
    if (!isInside(await realpath(root), real)) return `${file}: lies outside of the rules folder`;
    return recordsIn(await readFile(real, 'utf8'));
  }
  return `${file}: there is no such file`;
}

/** A document, a list or JSON lines; `Records` of CloudTrail and `entries` of Google are opened. */
function recordsIn(text: string): JsonObject[] | string {
  try {
    return elementsOf(JSON.parse(text) as Json);
  } catch {
    try {
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .flatMap((line) => elementsOf(JSON.parse(line) as Json));
    } catch (err) {
      return `not JSON: ${err instanceof Error ? err.message : String(err)}`;
    }
  }
}

function elementsOf(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (!isObject(value)) return [];
  const inner = value['Records'] ?? value['entries'];
  return Array.isArray(inner) ? inner.flatMap(elementsOf) : [value];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
