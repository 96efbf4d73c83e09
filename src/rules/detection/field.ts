import type { Json, JsonObject } from '#core/json.ts';
import type { Subject } from './detection.ts';
import { isObject } from './json-text.ts';

/** Says whether a value found is the one that was looked for: then the search ends. */
export type Visit = (value: Json) => boolean;

/** One step of a field's path: names joined by dots, or the position in a list, counted from its end when negative. */
export type Step = { names: string[] } | { at: number };

/** An entry of a list of `{name, value}` pairs, as Google Workspace writes its parameters. */
export interface NamedEntry {
  list: string;
  entry: string;
}

/** Where the values of a field are found. */
export interface Field {
  /** As people read it. */
  name: string;
  /** The same for the same field: how the index knows it again. */
  key: string;
  isFact: boolean;
  /** The last names of the ways to its values: one of them stands in the text of a record that has the field. */
  lastNames: string[] | undefined;
  /** Calls `visit` for each value until it says true; a list at the end of the path is one value. */
  some(scope: Json, subject: Subject, visit: Visit): boolean;
}

type Walk = (value: Json, visit: Visit) => boolean;

/** The field of that name in the rule, found in the first of these places that has a value. */
export function fieldAt(name: string, places: readonly (Step[] | NamedEntry)[]): Field {
  const walks = places.map((place) => ('list' in place ? walkToEntry(place) : walkOf(place)));
  const [first = itself, ...others] = walks;
  return {
    name,
    key: JSON.stringify(places),
    isFact: false,
    lastNames: places.every((place) => lastNameOf(place) !== undefined)
      ? places.map((place) => lastNameOf(place) ?? '')
      : undefined,
    some:
      others.length === 0
        ? (scope, _, visit) => first(scope, visit)
        : (scope, _, visit) => inFirst(walks, scope, visit),
  };
}

/** A fact about the subject; never a field of the record, which anybody could have written. */
export function factOf(name: string): Field {
  return {
    name: `facts.${name}`,
    key: `facts.${name}`,
    isFact: true,
    lastNames: undefined,
    some(_, { fact }, visit) {
      const value = fact?.(name);
      return value !== undefined && value !== null && visit(value);
    },
  };
}

function inFirst(walks: Walk[], scope: Json, visit: Visit): boolean {
  let isFound = false;
  for (const walk of walks) {
    const hit = walk(scope, (value) => {
      isFound = true;
      return visit(value);
    });
    if (hit) return true;
    if (isFound) return false;
  }
  return false;
}

function lastNameOf(place: Step[] | NamedEntry): string | undefined {
  if ('list' in place) return place.list.split('.').at(-1);
  const step = place.findLast((each) => 'names' in each);
  return step?.names.at(-1);
}

const itself: Walk = (value, visit) => visit(value);

function walkOf(steps: Step[]): Walk {
  const [step, ...rest] = steps;
  if (step === undefined) return itself;
  const next = rest.length === 0 ? itself : walkOf(rest);
  return 'at' in step ? walkToPosition(step.at, next) : walkNames(step.names, next);
}

/** What is no list counts as a list of one. */
function walkToPosition(at: number, next: Walk): Walk {
  return (value, visit) => {
    const element = Array.isArray(value) ? value.at(at) : at === 0 || at === -1 ? value : undefined;
    return element !== undefined && next(element, visit);
  };
}

/** Down the names; through any element of a list on the way. A key with dots in it comes before the walk. */
function walkNames(names: string[], next: Walk): Walk {
  const [name = '', ...rest] = names;
  const read = readerOf(name);
  if (rest.length === 0) {
    const last: Walk = (value, visit) => {
      if (Array.isArray(value)) return inElements(value, last, visit);
      if (!isObject(value)) return false;
      const inner = read(value);
      return inner !== undefined && next(inner, visit);
    };
    return last;
  }
  const readWhole = readerOf(names.join('.'));
  const further = walkNames(rest, next);
  const walk: Walk = (value, visit) => {
    if (Array.isArray(value)) return inElements(value, walk, visit);
    if (!isObject(value)) return false;
    const literal = readWhole(value);
    if (literal !== undefined) return next(literal, visit);
    const inner = read(value);
    return inner !== undefined && further(inner, visit);
  };
  return walk;
}

function inElements(values: Json[], walk: Walk, visit: Visit): boolean {
  for (const value of values) if (walk(value, visit)) return true;
  return false;
}

type Read = (object: JsonObject) => Json | undefined;

/** Own properties only; the check costs, so it is made only for names that every object inherits. */
function readerOf(name: string): Read {
  if (name in Object.prototype) return (object) => (Object.hasOwn(object, name) ? object[name] : undefined);
  return (object) => object[name];
}

const valueKeys = ['value', 'multiStrValue', 'boolValue', 'intValue', 'multiValue', 'multiIntValue'];

function walkToEntry({ list, entry }: NamedEntry): Walk {
  const wanted = entry.toLowerCase();
  const walk = walkNames(list.split('.'), itself);
  return (scope, visit) => walk(scope, (entries) => visitEntries(entries, wanted, visit));
}

function visitEntries(entries: Json, wanted: string, visit: Visit): boolean {
  if (Array.isArray(entries)) return entries.some((each) => visitEntries(each, wanted, visit));
  if (!isObject(entries)) return false;
  const name = Object.hasOwn(entries, 'name') ? entries['name'] : undefined;
  if (typeof name !== 'string' || name.toLowerCase() !== wanted) return false;
  const key = valueKeys.find((each) => Object.hasOwn(entries, each));
  const value = key === undefined ? undefined : entries[key];
  return value !== undefined && visit(value);
}
