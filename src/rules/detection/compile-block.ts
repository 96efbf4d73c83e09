import type { Json, JsonObject } from '#core/json.ts';
import type { Check } from './check.ts';
import { compileCondition } from './compile-condition.ts';
import { compileKeywords } from './compile-keywords.ts';
import { compileLeaf } from './compile-leaf.ts';
import { fieldOf, type Context } from './context.ts';
import { faultAt, within } from './fault.ts';
import { isObject } from './json-text.ts';
import { readModifiers } from './modifiers.ts';
import { parseField, splitKey, unknownSelectorIn } from './parse-key.ts';

const deepest = 20;
const longestField = 1000;

/** Keys of a detection that are no selections. `timeframe` belonged to aggregations, which are no longer Sigma. */
const notSelections = new Set(['condition', 'timeframe']);

/** Compiles the block under `field[any]:`: fields that must all match, or named selections with a `condition`. */
function compileBlock(block: JsonObject, context: Context): Check | undefined {
  const condition = Object.hasOwn(block, 'condition') ? block['condition'] : undefined;
  const isExtended = typeof condition === 'string' || Array.isArray(condition);
  return isExtended ? compileDetectionBlock(block, context) : compileMap(block, 'element', context);
}

/** Compiles named selections and the condition over them; several conditions are joined by or. */
export function compileDetectionBlock(block: JsonObject, context: Context): Check | undefined {
  const names = Object.keys(block).filter((name) => !notSelections.has(name));
  const selections = new Map(
    names.map((name) => [name, compileSelection(block[name] ?? null, name, within(context, name))]),
  );
  if (names.length === 0) return faultAt(context, 'there is no selection');
  const condition = Object.hasOwn(block, 'condition') ? (block['condition'] ?? null) : undefined;
  if (condition === undefined) return faultAt(context, 'there is no condition');
  const at = within(context, 'condition');
  const texts: Json[] = Array.isArray(condition) ? condition : [condition];
  if (texts.length === 0) return faultAt(at, 'the condition is empty');
  const parts = texts.map((text, nth) =>
    typeof text === 'string'
      ? compileCondition(text, selections, Array.isArray(condition) ? within(at, nth) : at)
      : faultAt(at, 'the condition is no text'),
  );
  if (!parts.every((part) => part !== undefined)) return undefined;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind: 'any', parts, what: 'one of the conditions', path: at.path };
}

/** Compiles what stands under a selection's name: a map, a list of maps, or words for the whole record. */
function compileSelection(value: Json, name: string, context: Context): Check | undefined {
  if (isObject(value)) return compileMap(value, name, context);
  if (value === null) return faultAt(context, 'the selection is empty');
  if (!Array.isArray(value)) return compileWords([value], name, context);
  if (value.length === 0) return faultAt(context, 'the selection is empty');
  if (!value.some(isObject)) return compileWords(value, name, context);
  const parts = value.map((each, at) =>
    isObject(each)
      ? compileMap(each, `${name}, ${at + 1}.`, within(context, at))
      : compileWords([each], `${name}, ${at + 1}.`, within(context, at)),
  );
  if (!parts.every((part) => part !== undefined)) return undefined;
  return { kind: 'any', parts, what: name, path: context.path };
}

function compileWords(words: Json[], what: string, context: Context): Check | undefined {
  const modifiers = readModifiers([], context);
  const part = modifiers && compileKeywords(modifiers, words, context);
  return part && { kind: 'all', parts: [part], what, path: context.path };
}

/** All entries of the map must match. */
function compileMap(map: JsonObject, what: string, context: Context): Check | undefined {
  if (context.path.length > 2 * deepest) return faultAt(context, `more than ${deepest} blocks within each other`);
  const keys = Object.keys(map);
  if (keys.length === 0) return faultAt(context, 'the selection is empty');
  const parts = keys.map((key) => compileEntry(key, map[key] ?? null, within(context, key)));
  if (!parts.every((part) => part !== undefined)) return undefined;
  return { kind: 'all', parts, what, path: context.path };
}

function compileEntry(key: string, value: Json, context: Context): Check | undefined {
  const { field, modifiers: words } = splitKey(key);
  if (field.length > longestField) return faultAt(context, `a field's name of more than ${longestField} characters`);
  const unknown = unknownSelectorIn(field);
  if (unknown !== undefined)
    return faultAt(context, `unknown selector [${unknown}]; there are [any], [all], [all_or_empty], [none] and [0]`);
  const scoped = parseField(field);
  if (scoped.quantifier !== undefined) return compileElements(field, words, value, context);
  if (isObject(value) && scoped.steps.some((step) => 'at' in step))
    return compilePosition(field, words, value, context);
  const modifiers = readModifiers(words, context);
  if (modifiers === undefined) return undefined;
  return field === '' ? compileKeywords(modifiers, value, context) : compileLeaf(field, modifiers, value, context);
}

/** `field[any]: {…}`, `field[any].rest|modifier: value`: each element is looked at as a record of its own. */
function compileElements(field: string, words: string[], value: Json, context: Context): Check | undefined {
  const { quantifier, rest } = parseField(field);
  const before = field.slice(0, field.indexOf(`[${quantifier ?? ''}]`));
  const list = fieldOf(before === '' ? '.' : before, context);
  if (quantifier === undefined) return undefined;
  if (list.isFact) return faultAt(context, 'the elements of a fact cannot be looked at');
  const inner = insideOf(before, context);
  const body = isBlock(value) && rest === '' ? bodyOf(words, value, inner) : single(rest, words, value, inner);
  return (
    body && {
      kind: 'elements',
      quantifier,
      field: list,
      parts: [body],
      what: `${before}[${quantifier}]`,
      path: context.path,
    }
  );
}

/** `field[0]: {…}`: that element, if there is one. */
function compilePosition(field: string, words: string[], value: JsonObject, context: Context): Check | undefined {
  const list = fieldOf(field, context);
  const body = bodyOf(words, value, insideOf(field, context));
  return body && { kind: 'elements', quantifier: 'any', field: list, parts: [body], what: field, path: context.path };
}

function insideOf(field: string, context: Context): Context {
  const names = field.replaceAll(/\[[^\]]*\]/g, '');
  const { fieldMap: _, ...rest } = context;
  return { ...rest, inside: [context.inside, names].filter((part) => part !== '' && part !== '.').join('.') };
}

function isBlock(value: Json): value is JsonObject | Json[] {
  return isObject(value) || (Array.isArray(value) && value.length > 0 && value.every(isObject));
}

function bodyOf(words: string[], value: JsonObject | Json[], context: Context): Check | undefined {
  if (words.length > 0) return faultAt(context, 'modifiers belong to the fields within the block');
  return isObject(value) ? compileBlock(value, context) : compileSelection(value, 'elements', context);
}

function single(rest: string, words: string[], value: Json, context: Context): Check | undefined {
  return compileEntry([rest === '' ? '.' : rest, ...words].join('|'), value, context);
}
