import type { Json, JsonObject } from '#core/json.ts';

/** A detection block with one thing changed in it that a test should notice. */
export interface Mutant {
  /** From the detection block to what was changed. */
  path: PropertyKey[];
  /** For people: `without eventName`, `without the not before failed`. */
  what: string;
  /**
   * A test must fail for a `condition`. A `value` is one of several in a list: good to know that no test needs it, and
   * nothing more.
   */
  kind: 'condition' | 'value';
  block: JsonObject;
}

/** Asks for presence of a field that nothing has: one half of a map that always holds, or never. */
const absentField = 'irene.field.that.nothing.has|exists';
const always: JsonObject = { [absentField]: false };
const never: JsonObject = { [absentField]: true };

/**
 * Every mutant of a detection block: each entry of a map dropped, each selection never true (so `or`, `1 of` and `not` must
 * matter), each `not` of a condition dropped, each value of a list dropped.
 */
export function mutantsOf(block: JsonObject): Mutant[] {
  return [...blockChanges(block, [])].map(({ path, what, kind, change }) => ({
    path,
    what,
    kind,
    block: changeAt(block, path, change) as JsonObject,
  }));
}

interface Change {
  path: PropertyKey[];
  what: string;
  kind: Mutant['kind'];
  /** What stands in the place of the value at `path`; undefined removes it. */
  change: (value: Json) => Json | undefined;
}

/** A block with a condition over named selections: the whole detection, or the inside of an element scope. */
function* blockChanges(block: JsonObject, path: PropertyKey[]): Generator<Change> {
  const names = Object.keys(block).filter((name) => name !== 'condition' && name !== 'timeframe');
  for (const name of names) {
    const selection = block[name] as Json;
    yield* selectionChanges(selection, [...path, name], name);
    // A lone selection that never holds is a rule that never matches: any test that wants a match notices.
    if (names.length > 1)
      yield { path: [...path, name], what: `${name} never holds`, kind: 'condition', change: () => never };
  }
  yield* conditionChanges(block['condition'], [...path, 'condition']);
}

function* selectionChanges(value: Json, path: PropertyKey[], what: string): Generator<Change> {
  if (isObject(value)) yield* mapChanges(value, path);
  if (!Array.isArray(value)) return;
  const isAlone = value.length === 1;
  for (const [i, each] of value.entries()) {
    const at = [...path, i];
    if (isObject(each)) yield* mapChanges(each, at);
    if (isAlone) continue;
    const part = `part ${i + 1} of ${what} never holds`;
    yield isObject(each) ? { path: at, what: part, kind: 'condition', change: () => never } : valueChange(each, at);
  }
}

/** Entries of a map that all must hold. */
function* mapChanges(map: JsonObject, path: PropertyKey[]): Generator<Change> {
  const keys = Object.keys(map);
  for (const key of keys) {
    const value = map[key] as Json;
    const at = [...path, key];
    if (keys.length === 1) yield { path, what: `without ${key}`, kind: 'condition', change: () => always };
    else yield { path: at, what: `without ${key}`, kind: 'condition', change: () => undefined };
    yield* entryChanges(key, value, at);
  }
}

function* entryChanges(key: string, value: Json, path: PropertyKey[]): Generator<Change> {
  if (isObject(value)) yield* 'condition' in value ? blockChanges(value, path) : mapChanges(value, path);
  else if (Array.isArray(value) && value.some(isObject)) yield* selectionChanges(value, path, key);
  else if (Array.isArray(value) && value.length > 1)
    for (const [i, each] of value.entries()) yield valueChange(each, [...path, i]);
}

function valueChange(value: Json, path: PropertyKey[]): Change {
  return { path, what: `without the value ${JSON.stringify(value)}`, kind: 'value', change: () => undefined };
}

/** Each `not` of the condition (or of each condition in a list of them) left out. */
function* conditionChanges(value: Json | undefined, path: PropertyKey[]): Generator<Change> {
  if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) yield* conditionChanges(each, [...path, i]);
    return;
  }
  if (typeof value !== 'string') return;
  for (const { index, length, after } of notsIn(value)) {
    const without = value.slice(0, index) + value.slice(index + length);
    yield { path, what: `without the not before ${after}`, kind: 'condition', change: () => without };
  }
}

function notsIn(condition: string): { index: number; length: number; after: string }[] {
  return [...condition.matchAll(/(?<![^\s(])not(?=[\s(])\s*(?=(\S*))/gi)].map((match) => ({
    index: match.index,
    length: match[0].length,
    after: match[1] ?? '',
  }));
}

/** A copy with the value at `path` changed; the rest is shared. */
function changeAt(value: Json, path: PropertyKey[], change: Change['change']): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((each, i) => {
      if (i !== step) return [each];
      const changed = changeAt(each, rest, change);
      return changed === undefined ? [] : [changed];
    });
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, each]): [string, Json][] => {
    if (key !== step) return [[key, each]];
    const changed = changeAt(each, rest, change);
    return changed === undefined ? [] : [[key, changed]];
  });
  return Object.fromEntries(entries);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
