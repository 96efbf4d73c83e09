import { isCaseId } from '#core/fingerprint.ts';

const version = '1';

/** What a button carries: its version, the case, and what it adds; old messages keep working by the version. */
export function writeButtonValue(caseId: string, more?: string): string {
  return more === undefined ? `${version}:${caseId}` : `${version}:${caseId}:${more}`;
}

/** Reads it back. Of a value of another version only the case is known, where it names one. */
export function readButtonValue(value: string): { caseId: string; more?: string } | { old: string | undefined } {
  const [first, caseId = '', more] = value.split(':');
  if (first !== version || !isCaseId(caseId)) return { old: /irn-[a-z2-7]{12}(?![a-z2-7])/.exec(value)?.[0] };
  return more === undefined ? { caseId } : { caseId, more };
}
