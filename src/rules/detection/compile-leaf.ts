import type { Json } from '#core/json.ts';
import type { Check, Leaf } from './check.ts';
import { fieldOf, type Context } from './context.ts';
import { faultAt } from './fault.ts';
import type { Field } from './field.ts';
import { anyElement, textOf, type Single } from './json-text.ts';
import type { Modifiers } from './modifiers.ts';
import { questionOf, type Question } from './question.ts';
import { expanded, scalarsOf, type Scalar } from './values.ts';
import { inWords } from './words.ts';

const factCost = 1000;

/** Compiles one entry of a detection map: a field, its modifiers, its value or values. */
export function compileLeaf(name: string, modifiers: Modifiers, value: Json, context: Context): Check | undefined {
  const field = fieldOf(name, context);
  const values = scalarsOf(value, context);
  if (values === undefined) return undefined;
  if (values[0] === null) return nullLeaf(field, modifiers, context);
  if (modifiers.test === 'exists') return existsLeaf(field, values, context);
  const make = modifiers.test === 'fieldref' ? referenceLeaf : valueLeaf;
  const sets = modifiers.all && !modifiers.neq ? values.map((each) => [each]) : [values];
  const leaves = sets.map((set) => make(field, set, modifiers, context));
  if (!leaves.every((leaf) => leaf !== undefined)) return undefined;
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  return { kind: 'all', parts: leaves, what: `${field.name}: all of`, path: context.path };
}

/** `null`: the field is absent or null, or a list with null in it. With `neq`: it has a value. */
function nullLeaf(field: Field, modifiers: Modifiers, context: Context): Leaf | undefined {
  const { test, anchor, encodings, part, all, cased, expand, neq } = modifiers;
  if (test !== 'text' || anchor !== 'exact' || encodings.length > 0 || part !== undefined || all || cased || expand)
    return faultAt(context, 'null takes no modifier but "neq"');
  const cost = field.isFact ? factCost : 1;
  if (neq)
    return {
      kind: 'leaf',
      field,
      matches: (scope, subject) => hasValue(field, scope, subject) && !hasNull(field, scope, subject),
      need: { how: 'present' },
      what: `${field.name} has a value`,
      path: context.path,
      cost,
    };
  return {
    kind: 'leaf',
    field,
    matches: (scope, subject) => !field.some(scope, subject, always) || hasNull(field, scope, subject),
    what: `${field.name} is absent or null`,
    path: context.path,
    cost,
  };
}

const always = (): boolean => true;

function hasValue(field: Field, ...[scope, subject]: Parameters<Leaf['matches']>): boolean {
  return field.some(scope, subject, (value) => value !== null);
}

function hasNull(field: Field, ...[scope, subject]: Parameters<Leaf['matches']>): boolean {
  return field.some(scope, subject, isNullIn);
}

function isNullIn(value: Json): boolean {
  return value === null || (Array.isArray(value) && value.some(isNullIn));
}

const yesAndNo = new Map<Scalar, boolean>([
  [true, true],
  ['true', true],
  ['yes', true],
  [false, false],
  ['false', false],
  ['no', false],
]);

function existsLeaf(field: Field, values: Scalar[], context: Context): Leaf | undefined {
  const [value = null] = values;
  const wanted = yesAndNo.get(typeof value === 'string' ? value.toLowerCase() : value);
  if (wanted === undefined || values.length > 1) return faultAt(context, '"exists" takes true or false');
  return {
    kind: 'leaf',
    field,
    matches: (scope, subject) => field.some(scope, subject, always) === wanted,
    what: wanted ? `${field.name} exists` : `${field.name} does not exist`,
    path: context.path,
    cost: field.isFact ? factCost : 1,
  };
}

function valueLeaf(field: Field, values: Scalar[], modifiers: Modifiers, context: Context): Leaf | undefined {
  const filled = expanded(values, modifiers, context);
  const question = filled === undefined ? undefined : questionOf(filled, modifiers, context);
  if (filled === undefined || question === undefined) return undefined;
  const { test, need, cost, usesNow } = question;
  const matches: Leaf['matches'] = modifiers.neq
    ? (scope, subject) => differs(field, (value) => test(value, subject), scope, subject)
    : matchesOf(field, question);
  return {
    kind: 'leaf',
    field,
    matches,
    need: modifiers.neq ? { how: 'present' } : need,
    what: `${field.name} ${inWords(modifiers, filled)}`,
    path: context.path,
    cost: field.isFact ? factCost : cost,
    ...(usesNow ? { usesNow } : {}),
  };
}

function matchesOf(field: Field, { test }: Question): Leaf['matches'] {
  return (scope, subject) =>
    field.some(scope, subject, (value) => anyElement(value, (single) => test(single, subject)));
}

/** `neq`: there is a value, and none of its elements is one of those. */
function differs(
  field: Field,
  test: (value: Single) => boolean,
  ...[scope, subject]: Parameters<Leaf['matches']>
): boolean {
  return hasValue(field, scope, subject) && !field.some(scope, subject, (value) => anyElement(value, test));
}

/** Compares with another field of the same record; with several others, any of them. */
function referenceLeaf(field: Field, values: Scalar[], modifiers: Modifiers, context: Context): Leaf | undefined {
  const { anchor, cased, neq } = modifiers;
  const others = values.map((value) => fieldOf(String(value), context));
  const norm = cased ? textOf : (value: Single): string => textOf(value).toLowerCase();
  const compare = comparers[anchor];
  const isLike: Leaf['matches'] = (scope, subject) =>
    others.some((other) =>
      other.some(scope, subject, (right) =>
        anyElement(right, (wanted) => {
          const text = norm(wanted);
          return field.some(scope, subject, (left) => anyElement(left, (value) => compare(norm(value), text)));
        }),
      ),
    );
  const bothThere: Leaf['matches'] = (scope, subject) =>
    hasValue(field, scope, subject) && others.every((other) => hasValue(other, scope, subject));
  return {
    kind: 'leaf',
    field,
    matches: neq ? (scope, subject) => bothThere(scope, subject) && !isLike(scope, subject) : isLike,
    need: { how: 'present' },
    what: `${field.name} ${inWords(modifiers, values)}`,
    path: context.path,
    cost: field.isFact || others.some(({ isFact }) => isFact) ? factCost : 5,
  };
}

const comparers = {
  exact: (text: string, wanted: string) => text === wanted,
  contains: (text: string, wanted: string) => text.includes(wanted),
  startswith: (text: string, wanted: string) => text.startsWith(wanted),
  endswith: (text: string, wanted: string) => text.endsWith(wanted),
};
