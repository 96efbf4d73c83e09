import type { Case } from '#core/case.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import { severities } from '#core/severity.ts';
import { hash } from 'node:crypto';
import { createDice, type Dice } from '../dice.ts';

const minuteMs = 60_000;
/** When the newest was seen. */
export const benchNow = new Date('2026-11-24T12:00:00.000Z');

const types = [
  'UnauthorizedAccess:EC2/SSHBruteForce',
  'Recon:EC2/PortProbeUnprotectedPort',
  'CryptoCurrency:EC2/BitcoinTool.B!DNS',
  'Exfiltration:S3/AnomalousBehavior',
  'PUBLIC_BUCKET_ACL',
  'OPEN_SSH_PORT',
  'SERVICE_ACCOUNT_KEY_CREATED',
  'aws-console-login-without-mfa',
  'iam-user-access-key-created',
  'security-group-opened-to-the-world',
];
const titles = [
  'SSH brute force attacks against an instance from the internet',
  'An unprotected port is being probed by a known malicious host',
  'A bucket was made public for everybody on the internet',
  'Console login of an administrator without a second factor',
  'A new access key for a service account was created',
  'A security group was opened to the whole internet',
  'Unusual amount of data read from a bucket',
];
const regions = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'europe-west3'];
const sources = ['guardduty', 'scc', 'securityhub', 'cloudtrail', 'gcp-audit', 'aws-config'];
const kinds = ['instance', 'bucket', 'security-group', 'user', 'role', 'function'];
const labels = ['test', 'iam', 'network', 'data', 'compliance', 'persistence'];
const people = ['Aki Sato', 'Ben Ode', 'Chi Mori', 'Dana Fox'];

/** Case number `n` of a made-up team: most are closed and plain, few are bad; all have `alert` in their facts. */
function makeCase(n: number, dice: Dice): Case {
  const type = dice.pick(types);
  const account = String(100_000_000_000 + dice.below(150) * 7_919);
  const lastSeen = benchNow.getTime() - n * minuteMs - dice.below(minuteMs);
  const openedAt = new Date(lastSeen - dice.below(30 * 24 * 60) * minuteMs).toISOString();
  const kind = dice.pick(kinds);
  const name = `${dice.pick(['web', 'api', 'db', 'etl', 'job'])}-${kind}-${dice.below(400_000)}`;
  const by = { kind: 'system', id: 'bench' } as const;
  const status = dice.isLucky(80) ? 'closed' : dice.pick(['open', 'acknowledged', 'snoozed'] as const);
  const assignee = dice.isLucky(5) ? dice.below(people.length) : undefined;
  const fingerprint = hash('sha256', `case ${n}`);
  return {
    id: caseIdOf(fingerprint),
    fingerprint,
    type,
    title: `${dice.pick(titles)}: ${name}`,
    sources: [dice.pick(sources)],
    project: `project-${dice.below(30)}`,
    provider: 'aws',
    account,
    region: dice.pick(regions),
    resource: { id: `arn:aws:any:${account}:${kind}/${name}`, type: `Aws${kind}`, name },
    facts: [
      { label: 'Source address', value: [1, 2, 3, 4].map(() => dice.below(256)).join('.') },
      { label: 'What', value: 'alert of the bench, seen by nobody else' },
    ],
    severity: dice.isLucky(70) ? 'low' : dice.pick(severities),
    severityBy: by,
    status,
    statusBy: by,
    statusAt: openedAt,
    ...(status === 'closed' ? { reason: 'fixed' as const } : {}),
    ...(assignee === undefined
      ? {}
      : { assignee: { kind: 'person', id: `slack:U${assignee}`, name: people[assignee] ?? '', via: 'slack' } }),
    ...(dice.isLucky(30) ? { labels: [dice.pick(labels)] } : {}),
    calls: 0,
    episode: 1,
    openedAt,
    firstSeenAt: openedAt,
    lastSeenAt: new Date(lastSeen).toISOString(),
    count: dice.isLucky(90) ? 1 + dice.below(5) : 1 + dice.below(5_000),
    trace: [],
    shownIn: [],
    revision: 1,
    timelineLength: 1,
  };
}

/** Lists of `inOne` cases, `count` in all, as the feed of changes has them: the oldest first. */
export function* makeCases(count: number, inOne: number): Generator<Case[]> {
  const dice = createDice(20_261_124);
  for (let from = 0; from < count; from += inOne)
    yield Array.from({ length: Math.min(inOne, count - from) }, (_, at) => makeCase(count - from - at, dice));
}
