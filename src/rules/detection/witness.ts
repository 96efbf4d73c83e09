import type { Json } from '#core/json.ts';
import type { Check, Elements, Need } from './check.ts';
import type { Subject } from './detection.ts';
import type { Field, Visit } from './field.ts';
import { elementsOf } from './matcher-of.ts';

/** One thing without which a rule may not match: about a field, or about the record's text. */
export interface Witness {
  field?: Field;
  need: Need;
}

/** How often a witness is there, roughly: the rarer, the better. */
export type Rarity = (witness: Witness) => number;

/**
 * Things of which at least one is there in every record that the check matches, the rarest that are to be found;
 * undefined when there is nothing that must be there, or when only facts would say so.
 */
export function witnessesOf(check: Check, rarity: Rarity): Witness[] | undefined {
  switch (check.kind) {
    case 'leaf':
      if (check.need === undefined || check.field?.isFact === true) return undefined;
      return [check.field === undefined ? { need: check.need } : { field: check.field, need: check.need }];
    case 'all':
      return rarest(check.parts, rarity);
    case 'any':
    case 'atLeast':
      return allOf(check.parts, rarity);
    case 'not':
      return undefined;
    case 'elements':
      return inElements(check, rarity);
  }
}

function rarest(parts: Check[], rarity: Rarity): Witness[] | undefined {
  let best: { witnesses: Witness[]; sum: number } | undefined;
  for (const part of parts) {
    const witnesses = witnessesOf(part, rarity);
    if (witnesses === undefined) continue;
    const sum = witnesses.reduce((total, each) => total + rarity(each), 0);
    if (best === undefined || sum < best.sum) best = { witnesses, sum };
  }
  return best?.witnesses;
}

function allOf(parts: Check[], rarity: Rarity): Witness[] | undefined {
  const each = parts.map((part) => witnessesOf(part, rarity));
  return each.every((one) => one !== undefined) ? each.flat() : undefined;
}

/** Some element must match, thus have what the body needs; at the least there is a list. */
function inElements({ quantifier, field, parts: [body] }: Elements, rarity: Rarity): Witness[] | undefined {
  if (quantifier === 'none' || quantifier === 'all_or_empty' || field.isFact) return undefined;
  const inner = witnessesOf(body, rarity);
  if (inner === undefined) return [{ field, need: { how: 'present' } }];
  return inner.map((witness) =>
    witness.field === undefined
      ? { field, need: { how: 'present' } }
      : { ...witness, field: through(field, witness.field) },
  );
}

/** A field of the elements, seen from the record. */
function through(list: Field, inner: Field): Field {
  return {
    name: `${list.name}.${inner.name}`,
    key: `${list.key} ${inner.key}`,
    isFact: false,
    lastNames: inner.lastNames ?? list.lastNames,
    some: (scope: Json, subject: Subject, visit: Visit) =>
      list.some(scope, subject, (value) => elementsOf(value).some((element) => inner.some(element, subject, visit))),
  };
}

/** Rates witnesses by how many values a field is asked for in the whole rule set: one that tells many things apart is rare. */
export function rarityAmong(checks: readonly Check[]): Rarity {
  const values = new Map<string, Set<string>>();
  for (const check of checks) collect(check, values);
  return ({ field, need }) => {
    if (field === undefined) return 20;
    if (need.how === 'present') return 10;
    if (need.how === 'infix') return 5;
    const distinct = values.get(field.key)?.size ?? 1;
    const rate = Math.sqrt(need.texts.length) / distinct ** 2;
    return need.how === 'exact' ? rate : 2 * rate;
  };
}

function collect(check: Check, values: Map<string, Set<string>>): void {
  if (check.kind !== 'leaf') {
    for (const part of check.parts) collect(part, values);
    return;
  }
  const { field, need } = check;
  if (field === undefined || need === undefined || need.how === 'present') return;
  const texts = values.get(field.key) ?? new Set();
  for (const text of need.texts) texts.add(text);
  values.set(field.key, texts);
}
