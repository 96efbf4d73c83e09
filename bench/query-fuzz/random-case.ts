import { hash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import type { Case } from '#core/case.ts';
import { statuses } from '#core/case.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import { severities } from '#core/severity.ts';
import type { Dice } from '../dice.ts';

/** When random cases are looked at. */
export const fuzzNow = new Date('2026-11-24T12:00:00.000Z');
const hourMs = 3_600_000;

const words = [
  'SSH',
  'brute',
  'force',
  'Public',
  'bucket',
  '公開バケット',
  'ファイル',
  'Café',
  'second',
  'factor',
  'owner',
  'x',
  '',
  'ガ',
  '[a]',
  'a*b?',
  '🔥',
];
const types = ['OPEN_SSH_PORT', 'EC2/SSHBruteForce', 'PUBLIC_BUCKET', '公開'];
const names = ['web-1', 'bucket-1', 'bucket-12', 'sg-0abc', 'Web One', 'ウェブ'];

const people = [
  { id: 'slack:U1', name: 'Aki Sato' },
  { id: 'slack:U2', name: 'Akira' },
  { id: 'github:aki', name: 'aki' },
];

/** A case whose words and values are few, so that queries find some. */
export function randomCase(n: number, dice: Dice): Case {
  const openedAt = instant(dice);
  const by = { kind: 'system', id: 'fuzz' } as const;
  const status = dice.pick(statuses);
  const name = dice.pick(names);
  const fingerprint = hash('sha256', `fuzz ${n}`);
  return {
    id: caseIdOf(fingerprint),
    fingerprint,
    type: dice.pick(types),
    title: Array.from({ length: 1 + dice.below(4) }, () => dice.pick(words)).join(dice.pick([' ', '-', ''])),
    sources: dice.pick([['scc'], ['guardduty', 'scc'], ['GuardDuty']]),
    project: dice.pick(['web', 'crm', 'payments', 'unassigned']),
    provider: dice.pick(['aws', 'gcp', 'other'] as const),
    account: dice.pick(['111122223333', '1', 'prod-project']),
    ...(dice.oneIn(3) ? {} : { region: dice.pick(['eu-west-1', 'us-east-1']) }),
    resource: {
      id: dice.oneIn(2) ? `arn:aws:ec2:eu-west-1:1:sg/${name}` : name,
      type: 'AwsEc2Group',
      ...(dice.oneIn(3) ? {} : { name }),
    },
    facts: dice.oneIn(2) ? [] : [{ label: 'owner', value: dice.pick(['10.0.0.7', 'aki@example.com', 'brute force']) }],
    severity: dice.pick(severities),
    severityBy: by,
    status,
    statusBy: by,
    statusAt: openedAt,
    ...(status === 'closed' ? { reason: dice.pick(['fixed', 'expected'] as const) } : {}),
    ...randomDetails(dice, by, openedAt),
    calls: 0,
    episode: 1,
    openedAt,
    firstSeenAt: openedAt,
    lastSeenAt: instant(dice),
    count: dice.pick([0, 1, 2, 3, 4, 10, 11, 16, 1000, 1023, 1024, 100_000]),
    trace: [],
    shownIn: [],
    revision: 1,
    timelineLength: 1,
  };
}

/** What a case need not have. */
function randomDetails(dice: Dice, by: Actor, at: string): Partial<Case> {
  const person = { kind: 'person', via: 'slack', ...dice.pick(people) } as const;
  return {
    ...(dice.oneIn(2) ? { assignee: person } : {}),
    ...(dice.oneIn(2) ? { labels: dice.pick([['test'], ['iam', 'test'], ['テスト'], []]) } : {}),
    ...(dice.oneIn(4) ? { silenced: { until: instant(dice), rule: 'r', reason: 'r' } } : {}),
    ...(dice.oneIn(5) ? { escalation: { at, by, to: { id: 'here', label: 'here' } } } : {}),
  };
}

/** Near now, at the edges of days and months, or far away. */
function instant(dice: Dice): string {
  const near = fuzzNow.getTime() - dice.below(40 * 24) * hourMs + dice.pick([-1, 0, 1]);
  const edges = [
    '2026-11-20T00:00:00.000Z',
    '2026-11-21T23:59:59.999Z',
    '2026-11-01T00:00:00.000Z',
    '2014-01-01T00:00:00.000Z',
    '2070-01-01T00:00:00.000Z',
    '2199-01-01T00:00:00.000Z',
    '1969-12-31T00:00:00.000Z',
    'no time',
  ];
  return dice.oneIn(4) ? dice.pick(edges) : new Date(near).toISOString();
}
