import type { Need } from './check.ts';
import type { Subject } from './detection.ts';
import { faultAt, type Place } from './fault.ts';
import { textOf, type Single } from './json-text.ts';
import type { Comparison, Modifiers } from './modifiers.ts';
import { durationOf, momentOf, partOf } from './moment.ts';
import { contains, parseAddress, parseNetwork, type Network } from './network.ts';
import { compileRegex } from './regex.ts';
import { needOfPatterns, patternsOf, testOfPatterns } from './text-values.ts';
import type { Scalar } from './values.ts';

/** What is asked of each single value of a field; true for one of the rule's values is enough. */
export interface Question {
  test(value: Single, subject: Subject): boolean;
  need: Need;
  cost: number;
  usesNow?: true;
}

const present: Need = { how: 'present' };

/** Compiles the values of an entry; undefined, with faults, for values that the modifiers cannot take. */
export function questionOf(values: readonly Scalar[], modifiers: Modifiers, place: Place): Question | undefined {
  if (modifiers.part !== undefined) return datePartQuestion(values, modifiers, place);
  switch (modifiers.test) {
    case 'text':
      return textQuestion(values, modifiers, place);
    case 're':
      return regexQuestion(values, modifiers, place);
    case 'cidr':
      return networkQuestion(values, place);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return numberQuestion(values, modifiers.test, place);
    case 'wider_than':
      return widthQuestion(values, place);
    case 'older_than':
    case 'newer_than':
      return ageQuestion(values, modifiers.test, place);
    default:
      return undefined;
  }
}

/** What one compiles to must be there for each: else there are faults. */
function each<T>(values: readonly Scalar[], read: (value: Scalar) => T | undefined): T[] | undefined {
  const all = values.map(read);
  return all.every((one) => one !== undefined) ? all : undefined;
}

function textQuestion(values: readonly Scalar[], modifiers: Modifiers, place: Place): Question | undefined {
  const patterns = each(values, (value) => patternsOf(String(value), modifiers, place))?.flat();
  if (patterns === undefined) return undefined;
  const isLike = testOfPatterns(patterns, modifiers.cased);
  // The lower case of some letters depends on what follows them, thus of a part it says nothing about the whole.
  const isPlain = !modifiers.cased || patterns.flat().every((part) => typeof part !== 'string' || isAscii(part));
  const need = isPlain ? needOfPatterns(patterns) : present;
  // The text of an object is long to make and begins with a brace.
  const skipsObjects = need.how === 'exact' && !need.texts.some((text) => text.startsWith('{'));
  return {
    test: (value) => !(skipsObjects && typeof value === 'object') && isLike(textOf(value)),
    need,
    cost: need.how === 'exact' ? 1 : 2,
  };
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function regexQuestion(values: readonly Scalar[], { regex }: Modifiers, place: Place): Question | undefined {
  const compiled = each(values, (value) => {
    const one = compileRegex(String(value), regex);
    return typeof one === 'string' ? faultAt(place, one) : one;
  });
  if (compiled === undefined) return undefined;
  const literals = compiled.map(({ literal }) => literal);
  return {
    test(value) {
      const text = textOf(value);
      return compiled.some((one) => one.test(text));
    },
    need: literals.every((literal) => literal !== undefined) ? { how: 'infix', texts: literals } : present,
    cost: 8,
  };
}

function networkQuestion(values: readonly Scalar[], place: Place): Question | undefined {
  const networks = each<Network>(
    values,
    (value) => parseNetwork(String(value)) ?? faultAt(place, `"${String(value)}" is no network such as 10.0.0.0/8`),
  );
  if (networks === undefined) return undefined;
  return {
    test(value) {
      const address = typeof value === 'string' ? parseAddress(value) : undefined;
      return address !== undefined && networks.some((network) => contains(network, address));
    },
    need: present,
    cost: 4,
  };
}

/** A number, or a text that is one; undefined for anything else. */
function numberIn(value: Single | null): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > 400) return undefined;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : undefined;
}

function numbersOf(values: readonly Scalar[], place: Place): number[] | undefined {
  return each(values, (value) => numberIn(value) ?? faultAt(place, `"${String(value)}" is no number`));
}

const compare: Record<Comparison, (one: number, other: number) => boolean> = {
  lt: (one, other) => one < other,
  lte: (one, other) => one <= other,
  gt: (one, other) => one > other,
  gte: (one, other) => one >= other,
};

function numberQuestion(values: readonly Scalar[], test: Comparison, place: Place): Question | undefined {
  const numbers = numbersOf(values, place);
  if (numbers === undefined) return undefined;
  return {
    test(value) {
      const number = numberIn(value);
      return number !== undefined && numbers.some((wanted) => compare[test](number, wanted));
    },
    need: present,
    cost: 2,
  };
}

function datePartQuestion(values: readonly Scalar[], modifiers: Modifiers, place: Place): Question | undefined {
  const { part, test } = modifiers;
  const numbers = numbersOf(values, place);
  if (numbers === undefined || part === undefined) return undefined;
  const isWanted =
    test === 'lt' || test === 'lte' || test === 'gt' || test === 'gte'
      ? compare[test]
      : (one: number, other: number) => one === other;
  return {
    test(value) {
      const at = momentOf(value);
      return at !== undefined && numbers.some((wanted) => isWanted(partOf(at, part), wanted));
    },
    need: present,
    cost: 6,
  };
}

function widthQuestion(values: readonly Scalar[], place: Place): Question | undefined {
  const widths = numbersOf(values, place);
  if (widths === undefined) return undefined;
  return {
    test(value) {
      const network = typeof value === 'string' ? parseNetwork(value) : undefined;
      return network !== undefined && widths.some((width) => network.width < width);
    },
    need: present,
    cost: 4,
  };
}

function ageQuestion(values: readonly Scalar[], test: 'older_than' | 'newer_than', place: Place): Question | undefined {
  const durations = each(
    values,
    (value) => durationOf(String(value)) ?? faultAt(place, `"${String(value)}" is no duration such as 30m, 1h or 90d`),
  );
  if (durations === undefined) return undefined;
  return {
    test(value, { now }) {
      const at = momentOf(value);
      if (at === undefined || now === undefined) return false;
      return durations.some((duration) => (test === 'older_than' ? at < now - duration : at > now - duration));
    },
    need: present,
    cost: 6,
    usesNow: true,
  };
}
