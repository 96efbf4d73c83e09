import type { Lists } from '../rule.ts';
import type { FieldUse } from './detection.ts';
import type { Place } from './fault.ts';
import { factOf, fieldAt, type Field, type NamedEntry, type Step } from './field.ts';
import type { FieldMap } from './field-map.ts';
import { parseField } from './parse-key.ts';

/** What the compiler knows where it stands. */
export interface Context extends Place {
  lists: Lists;
  /** Only for fields of the record itself: within an element there is nothing to translate. */
  fieldMap?: FieldMap;
  fields: FieldUse[];
  /** The fields of the lists whose elements it is in, joined by dots. */
  inside: string;
}

/** Finds out where a field's values are, and notes that it is asked for. */
export function fieldOf(name: string, context: Context): Field {
  if (name.startsWith('facts.')) {
    context.fields.push({ field: name, path: context.path });
    return factOf(name.slice('facts.'.length));
  }
  const mapped = context.fieldMap?.(name) ?? [];
  const places: (Step[] | NamedEntry)[] = [
    parseField(name).steps,
    ...mapped.map((place) => (typeof place === 'string' ? parseField(place).steps : place)),
  ];
  const told = places.at(-1) ?? [];
  const named = 'list' in told ? told.list : namesOf(told);
  context.fields.push({ field: [context.inside, named].filter((part) => part !== '').join('.'), path: context.path });
  return fieldAt(name, places);
}

function namesOf(steps: Step[]): string {
  return steps.flatMap((step) => ('names' in step ? step.names : [])).join('.');
}
