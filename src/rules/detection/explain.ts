import type { Json } from '#core/json.ts';
import type { Check, Elements } from './check.ts';
import type { Explanation, Subject } from './detection.ts';
import type { Field } from './field.ts';
import { elementsOf, matcherOf } from './matcher-of.ts';

const mostElements = 20;

/** The tree of a check with what each part of it says of the subject. Every part is asked, facts too. */
export function explain(check: Check, scope: Json, subject: Subject): Explanation {
  const { what, path } = check;
  const matched = matcherOf(check)(scope, subject);
  if (check.kind === 'elements') return { matched, what, parts: inElements(check, scope, subject), path };
  if (check.kind !== 'leaf')
    return { matched, what, parts: check.parts.map((part) => explain(part, scope, subject)), path };
  const actual = check.field && valueOf(check.field, scope, subject);
  const field = check.field === undefined ? {} : { field: check.field.name };
  return { matched, what, ...field, ...(actual === undefined ? {} : { actual }), parts: [], path };
}

/** What the field holds; a list when the way to it leads through a list. */
function valueOf(field: Field, scope: Json, subject: Subject): Json | undefined {
  const values: Json[] = [];
  field.some(scope, subject, (value) => {
    values.push(value);
    return values.length >= mostElements;
  });
  return values.length > 1 ? values : values[0];
}

function inElements({ field, parts: [body] }: Elements, scope: Json, subject: Subject): Explanation[] {
  const found: Json[] = [];
  field.some(scope, subject, (value) => {
    found.push(...elementsOf(value).slice(0, mostElements));
    return found.length >= mostElements;
  });
  return found
    .slice(0, mostElements)
    .map((element, at) => ({ ...explain(body, element, subject), what: `element ${at}: ${body.what}` }));
}
