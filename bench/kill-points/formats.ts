/** The formats in which the story comes. */
export type Format = 'irene' | 'guardduty' | 'scc';

export interface Happened {
  place: number;
  at: string;
  /** 0 low … 3 critical. */
  rank: number;
  isOver: boolean;
}

const words = ['low', 'medium', 'high', 'critical'];
const numbers = [2, 5, 8, 9.5];

/** The id that the product gives the finding about this place. */
export function nativeIdOf(format: Format, place: number): string {
  return format === 'scc' ? `organizations/123456789012/sources/5678/findings/place${place}` : `finding-${place}`;
}

/** What happened, as the product would write it. */
export function write(format: Format, happened: Happened): object {
  if (format === 'guardduty') return guardduty(happened);
  return format === 'scc' ? scc(happened) : irene(happened);
}

/** Every fourth belongs to no project, so that it is shown in the central channel alone. */
function accountOf(place: number): string {
  return place % 4 === 3 ? '999900001111' : '111122223333';
}

function irene({ place, at, rank, isOver }: Happened): object {
  return {
    irene: 1,
    id: nativeIdOf('irene', place),
    type: 'secrets/deploy-key',
    title: `A deploy key of place ${place} leaked`,
    severity: words[rank],
    account: accountOf(place),
    resource: { id: `repo/place-${place}`, type: 'Repository', name: `place-${place}` },
    at,
    facts: { 'Found in': 'a public gist' },
    ...(isOver ? { ended: 'fixed' } : {}),
  };
}

function guardduty({ place, at, rank, isOver }: Happened): object {
  const accountId = accountOf(place);
  return {
    schemaVersion: '2.0',
    accountId,
    region: 'eu-west-1',
    partition: 'aws',
    id: nativeIdOf('guardduty', place),
    arn: `arn:aws:guardduty:eu-west-1:${accountId}:detector/c6b1f0a9/finding/finding-${place}`,
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
    resource: { resourceType: 'Instance', instanceDetails: { instanceId: `i-place${place}` } },
    service: { serviceName: 'guardduty', archived: isOver },
    severity: numbers[rank],
    createdAt: at,
    updatedAt: at,
    title: `SSH brute force against place ${place}.`,
  };
}

function scc({ place, at, rank, isOver }: Happened): object {
  const name = `//compute.googleapis.com/projects/web-prod/global/firewalls/place${place}`;
  return {
    finding: {
      name: nativeIdOf('scc', place),
      parent: 'organizations/123456789012/sources/5678',
      resourceName: name,
      state: isOver ? 'INACTIVE' : 'ACTIVE',
      category: 'OPEN_FIREWALL',
      eventTime: at,
      severity: words[rank]?.toUpperCase(),
    },
    resource: { name, displayName: `place-${place}`, type: 'google.compute.Firewall', projectDisplayName: 'web-prod' },
  };
}
