import type { Json } from '#core/json.ts';
import type { Check, Leaf, Need } from './check.ts';
import type { Context } from './context.ts';
import type { Subject } from './detection.ts';
import { faultAt } from './fault.ts';
import type { Modifiers } from './modifiers.ts';
import { lowerCased, testOf, type Pattern, type TextTest } from './pattern.ts';
import { compileRegex } from './regex.ts';
import { needOfPatterns, patternsOf } from './text-values.ts';
import { expanded, scalarsOf, type Scalar } from './values.ts';
import { inWords } from './words.ts';

/** Words that are looked for in the whole record: in its compact JSON, keys included. */
export function compileKeywords(modifiers: Modifiers, value: Json, context: Context): Check | undefined {
  const { test, anchor, part } = modifiers;
  if ((test !== 'text' && test !== 're') || part !== undefined || anchor === 'startswith' || anchor === 'endswith')
    return faultAt(context, 'without a field, only words and regular expressions can be looked for');
  const values = scalarsOf(value, context);
  if (values === undefined) return undefined;
  if (values.includes(null)) return faultAt(context, 'null needs a field');
  const sets = modifiers.all && !modifiers.neq ? values.map((each) => [each]) : [values];
  const leaves = sets.map((set) => keywordLeaf(set, modifiers, context));
  if (!leaves.every((leaf) => leaf !== undefined)) return undefined;
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  return { kind: 'all', parts: leaves, what: 'all of these words', path: context.path };
}

function keywordLeaf(values: Scalar[], modifiers: Modifiers, context: Context): Leaf | undefined {
  const filled = expanded(values, modifiers, context);
  const search = filled === undefined ? undefined : searchOf(filled, modifiers, context);
  if (filled === undefined || search === undefined) return undefined;
  const { test, need } = search;
  return {
    kind: 'leaf',
    matches: (scope, subject) => test(recordText(scope, subject)) !== modifiers.neq,
    ...(modifiers.neq ? {} : { need }),
    what: `the record ${inWords({ ...modifiers, anchor: 'contains' }, filled)}`,
    path: context.path,
    cost: 100,
  };
}

interface Search {
  test(record: RecordText): boolean;
  need: Need;
}

function searchOf(values: readonly Scalar[], modifiers: Modifiers, context: Context): Search | undefined {
  if (modifiers.test === 're') return regexSearch(values, modifiers, context);
  const patterns: Pattern[] = [];
  for (const value of values) {
    const some = patternsOf(String(value), { ...modifiers, anchor: 'contains' }, context);
    if (some === undefined) return undefined;
    patterns.push(...some);
  }
  // A word with a quote or a backslash in it stands escaped in the JSON, or is a piece of the JSON itself.
  const either = [...patterns, ...patterns.map(escaped)];
  const tests = (modifiers.cased ? either : either.map(lowerCased)).map(testOf);
  return {
    test: (record) => {
      const text = modifiers.cased ? record.text : lowerOf(record);
      return tests.some((test) => test(text));
    },
    need: needOfPatterns(either),
  };
}

function escaped(pattern: Pattern): Pattern {
  return pattern.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part));
}

function regexSearch(values: readonly Scalar[], { regex }: Modifiers, context: Context): Search | undefined {
  const tests: TextTest[] = [];
  for (const value of values) {
    const compiled = compileRegex(String(value), regex);
    if (typeof compiled === 'string') return faultAt(context, compiled);
    tests.push(compiled.test);
  }
  return { test: ({ text }) => tests.some((test) => test(text)), need: { how: 'present' } };
}

interface RecordText {
  text: string;
  lower?: string;
}

/** Several rules look for words in the same record: its text is made once for each subject. */
const texts = new WeakMap<Subject, RecordText>();

function recordText(scope: Json, subject: Subject): RecordText {
  if (scope !== subject.fields) return { text: JSON.stringify(scope) };
  let record = texts.get(subject);
  if (record === undefined) {
    record = { text: JSON.stringify(scope) };
    texts.set(subject, record);
  }
  return record;
}

function lowerOf(record: RecordText): string {
  record.lower ??= record.text.toLowerCase();
  return record.lower;
}
