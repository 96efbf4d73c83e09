import type { Json } from '#core/json.ts';
import { costOf, type Check, type Elements } from './check.ts';
import type { Subject } from './detection.ts';

export type Matcher = (scope: Json, subject: Subject) => boolean;

/** Makes the function of a check: short-circuits, cheap parts first. */
export function matcherOf(check: Check): Matcher {
  switch (check.kind) {
    case 'leaf':
      return check.matches;
    case 'not':
      return not(matcherOf(check.parts[0]));
    case 'all':
      return allOf(cheapFirst(check.parts));
    case 'any':
      return anyOf(cheapFirst(check.parts));
    case 'atLeast':
      return atLeast(check.count, cheapFirst(check.parts));
    case 'elements':
      return elements(check);
  }
}

function cheapFirst(parts: Check[]): Matcher[] {
  return parts.toSorted((one, other) => costOf(one) - costOf(other)).map(matcherOf);
}

function not(matches: Matcher): Matcher {
  return (scope, subject) => !matches(scope, subject);
}

function allOf(parts: Matcher[]): Matcher {
  const [first, second, third] = parts;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (parts.length === 2) return (scope, subject) => first(scope, subject) && second(scope, subject);
  if (parts.length === 3 && third !== undefined)
    return (scope, subject) => first(scope, subject) && second(scope, subject) && third(scope, subject);
  return (scope, subject) => {
    for (const part of parts) if (!part(scope, subject)) return false;
    return true;
  };
}

function anyOf(parts: Matcher[]): Matcher {
  const [first, second] = parts;
  if (first === undefined) return () => false;
  if (second === undefined) return first;
  if (parts.length === 2) return (scope, subject) => first(scope, subject) || second(scope, subject);
  return (scope, subject) => {
    for (const part of parts) if (part(scope, subject)) return true;
    return false;
  };
}

function atLeast(count: number, parts: Matcher[]): Matcher {
  return (scope, subject) => {
    let hits = 0;
    for (const part of parts) {
      if (part(scope, subject)) hits += 1;
      if (hits >= count) return true;
    }
    return false;
  };
}

function elements({ quantifier, field, parts: [body] }: Elements): Matcher {
  const matches = matcherOf(body);
  /** Whether some element does (not) match, and whether there is one at all. */
  function look(scope: Json, subject: Subject, isMatch: boolean): { found: boolean; none: boolean } {
    let none = true;
    const found = field.some(scope, subject, (value) =>
      elementsOf(value).some((element) => {
        none = false;
        return matches(element, subject) === isMatch;
      }),
    );
    return { found, none };
  }
  switch (quantifier) {
    case 'any':
      return (scope, subject) => look(scope, subject, true).found;
    case 'none':
      return (scope, subject) => !look(scope, subject, true).found;
    case 'all_or_empty':
      return (scope, subject) => !look(scope, subject, false).found;
    case 'all':
      return (scope, subject) => {
        const { found, none } = look(scope, subject, false);
        return !found && !none;
      };
  }
}

/** What is no list counts as a list of one; null as none. */
export function elementsOf(value: Json): Json[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}
