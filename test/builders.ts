import type { Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { fingerprintOf } from '#core/fingerprint.ts';
import type { CaseView } from '#core/mirror.ts';
import { recordFinding, type Finding } from '#core/record-finding.ts';

export const noon = '2026-03-01T12:00:00.000Z';

export function anAlert(given: Partial<Alert> = {}): Alert {
  return {
    source: 'guardduty',
    id: 'finding-1',
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
    title: 'SSH brute force against i-0abc',
    description: 'Somebody tries passwords.',
    provider: 'aws',
    account: '111122223333',
    region: 'eu-west-1',
    resource: { id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc', type: 'Instance', name: 'i-0abc' },
    at: noon,
    nativeSeverity: '5',
    facts: [{ label: 'From', value: '198.51.100.7' }],
    ...given,
  };
}

export function aFinding(given: Partial<Omit<Finding, 'alert'>> & { alert?: Partial<Alert> } = {}): Finding {
  const { alert: partOfAlert, ...rest } = given;
  const alert = anAlert(partOfAlert);
  const trace: Finding['trace'] = [
    { decides: 'severity', rule: 'policy.yml severity.guardduty', because: 'guardduty says 5, at least 4' },
  ];
  return { alert, fingerprint: fingerprintOf(alert), project: 'web', severity: 'medium', trace, ...rest };
}

/** An open case of one occurrence, changed as `given` says. */
export function aCase(given: Partial<Case> = {}): Case {
  return { ...recordFinding(undefined, aFinding(), noon).case, ...given };
}

export function aView(given: Partial<CaseView> = {}): CaseView {
  return {
    case: aCase(),
    news: recordFinding(undefined, aFinding(), noon).entries,
    elsewhere: [],
    route: { channels: ['C0SECURITY'] },
    now: noon,
    ...given,
  };
}
