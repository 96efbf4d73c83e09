import type { Check } from './detection/check.ts';
import type { Detection, Subject } from './detection/detection.ts';
import { matcherOf } from './detection/matcher-of.ts';

/**
 * Whether a detection matches whatever the unknown facts are: one that only matches because a fact is unknown
 * (`not facts.auth_required: 'true'`) decides nothing. Three-valued logic after Kleene.
 */
export function surelyMatches(detection: Detection, subject: Subject): boolean {
  if (!detection.matches(subject)) return false;
  return detection.check === undefined || verdictOf(detection.check, subject) === true;
}

/** Whether a detection could match once what is not there of the subject is known: the alert, facts. */
export function mayMatch(detection: Detection, subject: Subject): boolean {
  return detection.check === undefined || verdictOf(detection.check, subject) !== false;
}

/** Undefined: it depends on what is unknown. */
type Verdict = boolean | undefined;

function verdictOf(check: Check, subject: Subject): Verdict {
  switch (check.kind) {
    case 'leaf':
    case 'elements':
      return isUnknown(check.field?.name, subject) ? undefined : matcherOf(check)(subject.fields, subject);
    case 'not': {
      const verdict = verdictOf(check.parts[0], subject);
      return verdict === undefined ? undefined : !verdict;
    }
    case 'all':
      return atLeast(check.parts.length, check.parts, subject);
    case 'any':
      return atLeast(1, check.parts, subject);
    case 'atLeast':
      return atLeast(check.count, check.parts, subject);
  }
}

/** Sure when enough are true, or when too many are false for the rest to make up for it. */
function atLeast(count: number, parts: readonly Check[], subject: Subject): Verdict {
  let sure = 0;
  let unknown = 0;
  for (const part of parts) {
    const verdict = verdictOf(part, subject);
    if (verdict === true) sure += 1;
    else if (verdict === undefined) unknown += 1;
  }
  if (sure >= count) return true;
  return sure + unknown < count ? false : undefined;
}

/** A fact that nobody knows, or a field of a resource or update that is not there at all. */
function isUnknown(name: string | undefined, { fields, fact }: Subject): boolean {
  if (name === undefined) return false;
  if (name.startsWith('facts.')) {
    const value = fact?.(name.slice('facts.'.length));
    return value === undefined || value === null;
  }
  const [root = ''] = name.split(/[.[]/, 1);
  return (root === 'alert' || root === 'resource' || root === 'update') && !Object.hasOwn(fields, root);
}
