import type { Fact } from '#core/alert.ts';
import { factsOf, listed, withDetail } from '../reading/facts.ts';
import type { Finding } from './finding.ts';

type Pairs = [label: string, value: string | undefined][];

/** Who did what from where, and what to do about it; the most telling first. */
export function sccFacts(finding: Finding): Fact[] {
  return factsOf([...who(finding), ...where(finding), ...what(finding), ...detector(finding)]);
}

function who({ access, iamBindings, sourceProperties, database }: Finding): Pairs {
  const logins = sourceProperties?.properties?.loginAttempts ?? [];
  return [
    ['Principal', withDetail(access?.principalEmail ?? access?.principalSubject, access?.serviceAccountKeyName)],
    ['Members', listed(sourceProperties?.properties?.sensitiveRoleGrant?.members ?? [])],
    [
      'Role changes',
      listed(iamBindings.map((each) => [each.action, each.role, each.member].filter(Boolean).join(' '))),
    ],
    ['Database user', withDetail(database?.userName, database?.displayName)],
    [
      'Logins',
      listed(
        logins.map(
          (each) => `${each.userName ?? 'unknown user'} from ${each.sourceIp ?? 'unknown'}: ${each.authResult ?? '?'}`,
        ),
      ),
    ],
    ['Machine', listed(logins.map((each) => each.vmName))],
  ];
}

function where({ access, indicator, connections, sourceProperties }: Finding): Pairs {
  const old = sourceProperties?.properties?.ipConnection;
  return [
    ['Caller IP', withDetail(access?.callerIp, access?.callerIpGeo?.regionCode)],
    ['User agent', access?.userAgent ?? access?.userAgentFamily],
    ['API', listed([[access?.serviceName, access?.methodName].filter(Boolean).join(' ')])],
    ['IP addresses', listed(indicator?.ipAddresses ?? [])],
    ['Domains', listed(indicator?.domains ?? [])],
    ['Links', listed(indicator?.uris ?? [])],
    [
      'Connections',
      listed(
        connections.map((each) => arrow([each.sourceIp, each.sourcePort], [each.destinationIp, each.destinationPort])),
      ),
    ],
    ['Connection', arrow([old?.srcIp, old?.srcPort], [old?.destIp, old?.destPort])],
  ];
}

function arrow(from: (string | undefined)[], to: (string | undefined)[]): string | undefined {
  const ends = [from, to].map((end) => end.filter(Boolean).join(':'));
  return ends.every((end) => end === '') ? undefined : ends.map((end) => end || '?').join(' → ');
}

function what({ sourceProperties, vulnerability, processes, mitreAttack, attackExposure }: Finding): Pairs {
  const tactic = mitreAttack?.primaryTactic;
  return [
    ['Open to', sourceProperties?.AllowedIpRange ?? sourceProperties?.SourceRange],
    ['Allowed', sourceProperties?.Allowed],
    ['Trigger', sourceProperties?.ActivationTrigger],
    ['Vulnerability', withDetail(vulnerability?.cve?.id, vulnerability?.cve?.cvssv3?.baseScore)],
    [
      'Processes',
      listed(processes.map((each) => [each.binary?.path ?? each.name, ...each.args].filter(Boolean).join(' '))),
    ],
    [
      'MITRE ATT&CK',
      withDetail(
        tactic ?? listed(mitreAttack?.primaryTechniques ?? []),
        ...(tactic ? (mitreAttack?.primaryTechniques ?? []) : []),
      ),
    ],
    ['Attack exposure', attackExposure?.score],
  ];
}

function detector({ findingClass, parentDisplayName, nextSteps, sourceProperties }: Finding): Pairs {
  return [
    ['Class', findingClass],
    ['Detector', parentDisplayName],
    ['Next steps', nextSteps ?? sourceProperties?.Recommendation],
  ];
}
