import type { Json } from '#core/json.ts';
import { expandText } from './expand.ts';
import type { Context } from './context.ts';
import { faultAt, type Place } from './fault.ts';
import { isObject } from './json-text.ts';
import type { Modifiers } from './modifiers.ts';

/** One value of a rule. */
export type Scalar = string | number | boolean | null;

/** The values of an entry, one or a list of them; undefined, with a fault, when they are no values. */
export function scalarsOf(value: Json, place: Place): Scalar[] | undefined {
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0) return faultAt(place, 'an empty list of values matches nothing');
  if (values.some((each) => Array.isArray(each))) return faultAt(place, 'a list within a list of values');
  if (values.some(isObject))
    return faultAt(place, 'a map is no value: write the fields with dots, or `field[any]:` for the elements of a list');
  if (values.length > 1 && values.includes(null))
    return faultAt(place, 'null cannot stand in a list of values; give it a selection of its own');
  return values as Scalar[];
}

/** The values with their placeholders filled; the same values when there is no `expand`. */
export function expanded(values: Scalar[], modifiers: Modifiers, context: Context): Scalar[] | undefined {
  if (!modifiers.expand) return values;
  const all: Scalar[] = [];
  for (const value of values) {
    const texts = typeof value === 'string' ? expandText(value, context.lists, context) : [value];
    if (texts === undefined) return undefined;
    all.push(...texts);
  }
  return all;
}
