import type { Check } from './check.ts';
import { faultAt, type Place } from './fault.ts';
import { didYouMean } from './nearest.ts';
import { parseCondition, type Condition } from './parse-condition.ts';
import { many, testOf } from './pattern.ts';

/** Compiled selections by name; undefined where one has faults of its own. */
export type Selections = ReadonlyMap<string, Check | undefined>;

/** Compiles a condition over the selections; undefined, with faults, when it cannot be. */
export function compileCondition(text: string, selections: Selections, place: Place): Check | undefined {
  const condition = parseCondition(text);
  if (typeof condition === 'string') return faultAt(place, condition);
  return compile(condition, selections, place);
}

function compile(condition: Condition, selections: Selections, place: Place): Check | undefined {
  switch (condition.kind) {
    case 'name':
      return named(condition.name, selections, place);
    case 'of':
      return compileOf(condition, selections, place);
    case 'not': {
      const part = compile(condition.part, selections, place);
      return part && { kind: 'not', parts: [part], what: 'not', path: place.path };
    }
    case 'and':
    case 'or': {
      const parts = condition.parts.map((part) => compile(part, selections, place));
      if (!parts.every((part) => part !== undefined)) return undefined;
      return { kind: condition.kind === 'and' ? 'all' : 'any', parts, what: condition.kind, path: place.path };
    }
  }
}

function named(name: string, selections: Selections, place: Place): Check | undefined {
  if (selections.has(name)) return selections.get(name);
  return faultAt(place, `the condition names "${name}", which is no selection${didYouMean(name, selections.keys())}`);
}

function compileOf(
  { count, pattern }: Extract<Condition, { kind: 'of' }>,
  selections: Selections,
  place: Place,
): Check | undefined {
  const isWanted = patternTest(pattern);
  const names = [...selections.keys()].filter(isWanted);
  const what = `${count} of ${pattern}`;
  if (names.length === 0) return faultAt(place, `"${what}": no selection has such a name`);
  if (typeof count === 'number' && count > names.length)
    return faultAt(place, `"${what}": there are only ${names.length} such selections`);
  const parts = names.map((name) => selections.get(name));
  if (!parts.every((part) => part !== undefined)) return undefined;
  if (count === 'all') return { kind: 'all', parts, what, path: place.path };
  if (count === 1) return { kind: 'any', parts, what, path: place.path };
  return { kind: 'atLeast', count, parts, what, path: place.path };
}

/** Names beginning with `_` are left out unless the pattern begins so itself. */
function patternTest(pattern: string): (name: string) => boolean {
  if (pattern.toLowerCase() === 'them') return (name) => !name.startsWith('_');
  const pieces = pattern
    .split(/\*+/)
    .flatMap((piece, at) => [...(at === 0 ? [] : [many]), ...(piece === '' ? [] : [piece])]);
  const isLike = testOf(pieces);
  return (name) => isLike(name) && (!name.startsWith('_') || pattern.startsWith('_'));
}
