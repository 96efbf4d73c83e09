import type { Alert } from '#core/alert.ts';
import { fingerprintOf } from '#core/fingerprint.ts';
import { projectOf, unassigned, type Policy } from '#core/policy.ts';
import type { Finding } from '#core/record-finding.ts';
import { isSeverity, type Severity } from '#core/severity.ts';

/**
 * Rates one alert by the team's rules: whose it is, what it is the same as, how bad it is, each with its reason.
 * Pure. Rule files of other kinds than the policy join here.
 */
export function judge(alert: Alert, policy: Policy): Finding {
  const project = projectOf(policy, alert.account)?.name ?? unassigned;
  const rated = nativeSeverity(alert, policy);
  return {
    alert,
    fingerprint: fingerprintOf(alert),
    project,
    severity: rated.severity,
    trace: [
      {
        decides: 'identity',
        rule: 'default',
        because: `source ${alert.source}, type ${alert.type}, account ${alert.account}, resource ${alert.resource.id}`,
      },
      { decides: 'severity', rule: rated.rule, because: rated.because },
      {
        decides: 'route',
        rule: 'projects.yml',
        because:
          project === unassigned
            ? `no project claims account ${alert.account}`
            : `account ${alert.account} belongs to ${project}`,
      },
    ],
  };
}

interface Rated {
  severity: Severity;
  rule: string;
  because: string;
}

function nativeSeverity(alert: Alert, policy: Policy): Rated {
  const { source, nativeSeverity: said } = alert;
  const rule = `policy.yml severity.${source}`;
  const table = policy.severityOf[source];
  if (table?.kind === 'words') {
    const severity = table.words[said.toUpperCase()];
    if (severity !== undefined) return { severity, rule, because: `${source} says ${said}` };
  }
  if (table?.kind === 'bands' && said.trim() !== '') {
    const band = table.bands.find(({ atLeast }) => Number(said) >= atLeast);
    if (band !== undefined)
      return { severity: band.severity, rule, because: `${source} says ${said}, at least ${band.atLeast}` };
  }
  const own = said.toLowerCase();
  if (table === undefined && isSeverity(own))
    return { severity: own, rule: 'the alert', because: `the alert itself says ${own}` };
  return {
    severity: policy.unknownSeverity,
    rule: 'policy.yml unknown_severity',
    because: `${source} says "${said}", which severity.${source} does not list`,
  };
}
