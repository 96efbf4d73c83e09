import { hash } from 'node:crypto';
import type { Alert } from './alert.ts';

/**
 * What makes two alerts the same where no identity rule says something else: source, type, account and resource; of an
 * alert that a rule made, the rule and its key. The account stands for its project here: a team that redraws its
 * projects must not split its open cases.
 */
export function fingerprintOf(alert: Alert): string {
  const { rule, account, resource } = alert;
  if (rule === undefined) return hash('sha256', JSON.stringify([alert.source, alert.type, account, resource.id]));
  const key = rule.key.length > 0 ? rule.key : [account, resource.id];
  return hash('sha256', JSON.stringify({ rule: rule.id, key }));
}

/** The fingerprint of all alerts for which an identity rule of this name found these values. */
export function fingerprintBy(name: string, values: string[]): string {
  return hash('sha256', JSON.stringify({ identity: name, values }));
}

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** `irn-` and 12 base32 characters (60 bits) of the fingerprint. */
export function caseIdOf(fingerprint: string): string {
  let bits = BigInt(`0x${fingerprint.slice(0, 15)}`);
  let id = '';
  for (let i = 0; i < 12; i += 1) {
    id = base32[Number(bits & 31n)] + id;
    bits >>= 5n;
  }
  return `irn-${id}`;
}

/** True for a whole case id as `caseIdOf` makes them. */
export function isCaseId(text: string): boolean {
  return /^irn-[a-z2-7]{12}$/.test(text);
}
