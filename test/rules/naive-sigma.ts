import type { Json, JsonObject } from '#core/json.ts';

/*
 * Sigma as a person would do it with the specification beside them: nothing compiled, nothing indexed, every question asked
 * anew. Slow, and of another making than src/rules/detection, so that both are unlikely to be wrong in the same way.
 */

/** Whether the `detection` block of a rule holds for a record. `rename` = field names of the rule → of the record. */
export function naiveMatch(block: JsonObject, record: JsonObject, rename: (field: string) => string = same): boolean {
  const { condition, ...selections } = block;
  const conditions = Array.isArray(condition) ? condition : [condition];
  const holds = (name: string): boolean => selectionHolds(selections[name] as Json, record, rename);
  return conditions.some((one) => conditionHolds(scalarText(one), Object.keys(selections), holds));
}

function same(field: string): string {
  return field;
}

/** Precedence: not, and, or; all read from left to right. */
function conditionHolds(text: string, names: string[], holds: (name: string) => boolean): boolean {
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  let i = 0;
  const is = (word: string): boolean => words[i]?.toLowerCase() === word;
  function or(): boolean {
    let result = and();
    while (is('or')) {
      i += 1;
      const right = and();
      result = result || right;
    }
    return result;
  }
  function and(): boolean {
    let result = not();
    while (is('and')) {
      i += 1;
      const right = not();
      result = result && right;
    }
    return result;
  }
  function not(): boolean {
    if (!is('not')) return atom();
    i += 1;
    return !not();
  }
  function atom(): boolean {
    const word = words[i++] ?? '';
    if (word === '(') {
      const result = or();
      i += 1;
      return result;
    }
    if (!is('of')) return holds(word);
    i += 1;
    const pattern = words[i++] ?? '';
    const meant =
      pattern === 'them'
        ? names.filter((name) => !name.startsWith('_'))
        : names.filter((name) => wild(pattern, name, true));
    if (word.toLowerCase() === 'all') return meant.every(holds);
    return meant.filter(holds).length >= (word.toLowerCase() === 'any' ? 1 : Number(word));
  }
  return or();
}

function selectionHolds(selection: Json, record: JsonObject, rename: (field: string) => string): boolean {
  if (Array.isArray(selection)) return selection.some((each) => selectionHolds(each, record, rename));
  if (!isObject(selection)) return keywordHolds(scalarText(selection), record);
  return Object.entries(selection).every(([key, wanted]) => entryHolds(key, wanted, record, rename));
}

/** The whole event is its text, names and all; a word with a quote in it may be meant as it is or as JSON writes it. */
function keywordHolds(word: string, record: JsonObject): boolean {
  const text = JSON.stringify(record);
  return wild(`*${word}*`, text, false) || wild(`*${JSON.stringify(word).slice(1, -1)}*`, text, false);
}

function entryHolds(key: string, wanted: Json, record: JsonObject, rename: (field: string) => string): boolean {
  const [name = '', ...modifiers] = key.split('|');
  if (name === '') {
    const words = Array.isArray(wanted) ? wanted : [wanted];
    const one = (word: Json): boolean => keywordHolds(scalarText(word), record);
    return modifiers.includes('all') ? words.every(one) : words.some(one);
  }
  const values = valuesAt(record, rename(name));
  if (modifiers[0] === 'exists') return (values !== undefined) === (scalarText(wanted) === 'true');
  const list = Array.isArray(wanted) ? wanted : [wanted];
  const one = (want: Json): boolean => {
    if (want === null) return values === undefined || values.includes(null);
    const others = modifiers[0] === 'fieldref' ? valuesAt(record, rename(scalarText(want))) : undefined;
    if (modifiers[0] === 'fieldref') {
      return (values ?? []).some((a) => (others ?? []).some((b) => a !== null && b !== null && fold(a) === fold(b)));
    }
    return (values ?? []).some((value) => value !== null && valueHolds(scalarText(value), want as Scalar, modifiers));
  };
  return modifiers.includes('all') ? list.every(one) : list.some(one);
}

type Scalar = string | number | boolean;

function valueHolds(actual: string, wanted: Scalar, modifiers: string[]): boolean {
  const text = String(wanted);
  const is = (name: string): boolean => modifiers.includes(name);
  if (is('re')) {
    const flags = ['i', 'm', 's'].filter(is).join('');
    return new RegExp(text, flags).test(actual);
  }
  if (is('neq')) return !wild(text, actual, is('cased'));
  const numbers = {
    lt: (a: number, b: number) => a < b,
    lte: (a: number, b: number) => a <= b,
    gt: (a: number, b: number) => a > b,
    gte: (a: number, b: number) => a >= b,
  };
  for (const [name, compare] of Object.entries(numbers)) {
    if (is(name)) return actual.trim() !== '' && compare(Number(actual), Number(wanted));
  }
  if (is('cidr')) return inNetwork(actual, text);
  const forms = is('windash') ? dashesOf(text) : [text];
  return forms.some((form) => {
    if (is('contains')) return wild(`*${form}*`, actual, is('cased'));
    if (is('startswith')) return wild(`${form}*`, actual, is('cased'));
    if (is('endswith')) return wild(`*${form}`, actual, is('cased'));
    return wild(form, actual, is('cased'));
  });
}

function dashesOf(text: string): string[] {
  const dashes = ['-', '/', '\u2013', '\u2014', '\u2015'];
  return [text, ...dashes.map((dash) => text.replaceAll(/(?<!\S)[-/](?=\S)/g, dash))];
}

/** IPv4 alone; the tests say nothing else. */
function inNetwork(actual: string, network: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const number = (text: string): number | undefined => {
    const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
    return parts?.every((part) => part < 256) === true ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
  };
  const a = number(actual);
  const b = number(base);
  if (a === undefined || b === undefined) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(a / size) === Math.floor(b / size);
}

/** Every value at a path: an array on the way or at its end means each of its elements. Undefined where nothing is. */
function valuesAt(value: Json, path: string): Json[] | undefined {
  if (Array.isArray(value)) {
    const found = value.map((each) => valuesAt(each, path)).filter((each) => each !== undefined);
    return found.length === 0 ? undefined : found.flat();
  }
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return elementsOf(value[path] as Json);
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const first = path.slice(0, dot);
  return Object.hasOwn(value, first) ? valuesAt(value[first] as Json, path.slice(dot + 1)) : undefined;
}

function elementsOf(value: Json): Json[] {
  return Array.isArray(value) ? value.flatMap(elementsOf) : [value];
}

/** Objects as compact JSON. */
function scalarText(value: Json | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function fold(value: Json): string {
  return scalarText(value).toLowerCase();
}

/** `*` and `?` in the pattern; a backslash before one of these or before a backslash takes their meaning away. */
function wild(pattern: string, text: string, isCased: boolean): boolean {
  const parts = (isCased ? pattern : pattern.toLowerCase()).match(/\\[*?\\]|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '[\\s\\S]*';
    if (part === '?') return '[\\s\\S]';
    return (part.length > 1 ? part.slice(1) : part).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`).test(isCased ? text : text.toLowerCase());
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
