import { expect, test } from 'vitest';
import { asFile, factsByLabel, fixture, readFile, receivedAt } from './read-file.ts';

const exported = await readFile(fixture('guardduty-s3-export.jsonl'));
const account = '222233334444';
const ofType = (type: string) => exported.alerts.find((alert) => alert.type === type);

test('a finding becomes an alert with who, where and a link', () => {
  const [alert] = exported.alerts;
  expect(exported.source).toBe('guardduty');
  expect(exported.rejects).toEqual([]);
  expect(alert).toMatchObject({
    source: 'guardduty',
    id: '00000000000000000000000000000001',
    type: 'Backdoor:EC2/C&CActivity.B',
    title: 'title of Backdoor:EC2/C&CActivity.B',
    provider: 'aws',
    account,
    region: 'eu-central-1',
    at: '2026-03-01T10:00:00.000Z',
    nativeSeverity: '8',
    url: 'https://console.aws.amazon.com/guardduty/home?region=eu-central-1#/findings?search=id%3D00000000000000000000000000000001',
    resource: {
      id: `arn:aws:ec2:eu-central-1:${account}:instance/i-0aaa1112223334445`,
      type: 'Instance',
      name: 'api-1',
    },
  });
  expect(alert?.ended).toBeUndefined();
  expect(factsByLabel(alert)).toMatchObject({
    'Remote IP': '198.51.100.7 (Utrecht, Netherlands, AS64500 Example Hosting)',
    'Remote port': '443 (HTTPS)',
    Direction: 'OUTBOUND (TCP)',
    'Public IP': '203.0.113.9',
    Count: '3',
    'First seen': '2026-03-01T09:00:00.000Z',
  });
});

test.each([
  ['UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B', `arn:aws:iam::${account}:user/alice`, 'alice'],
  ['Persistence:IAMUser/AnomalousBehavior', `arn:aws:iam::${account}:role/deployer`, 'deployer'],
  ['Policy:IAMUser/RootCredentialUsage', `arn:aws:iam::${account}:root`, 'root'],
  ['Policy:S3/BucketAnonymousAccessGranted', 'arn:aws:s3:::example-logs', 'example-logs'],
  ['Discovery:S3/AnomalousBehavior', `arn:aws:iam::${account}:user/alice`, 'alice'],
  ['PrivilegeEscalation:Kubernetes/PrivilegedContainer', `arn:aws:eks:eu-central-1:${account}:cluster/prod`, 'prod'],
  ['Execution:Runtime/NewBinaryExecuted', `arn:aws:ecs:eu-central-1:${account}:cluster/jobs`, 'jobs'],
  ['CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin', `arn:aws:rds:eu-central-1:${account}:db:orders`, 'orders'],
  ['Backdoor:Lambda/C&CActivity.B', `arn:aws:lambda:eu-central-1:${account}:function:resize`, 'resize'],
  [
    'Execution:Container/MaliciousFile',
    `arn:aws:ec2:eu-central-1:${account}:instance/i-0aaa1112223334445/container/web`,
    'web',
  ],
  ['Execution:EC2/MaliciousFile!Snapshot', `arn:aws:ec2:eu-central-1:${account}:snapshot/snap-0123`, 'snap-0123'],
  ['Impact:New/KindOfTrouble', `AWS::::Account:${account}`, account],
  ['AttackSequence:IAM/CompromisedCredentials', `arn:aws:iam::${account}:user/alice`, 'alice'],
  ['AttackSequence:EKS/CompromisedCluster', `arn:aws:eks:eu-central-1:${account}:cluster/prod`, 'prod'],
])('%s is about %s', (type, id, name) => {
  expect(ofType(type)?.resource).toMatchObject({ id, name });
});

test('what the caller did stands in the facts', () => {
  expect(factsByLabel(ofType('UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B'))).toMatchObject({
    Principal: 'alice (IAMUser, AKIAEXAMPLE)',
    API: 's3:PutBucketAcl',
    'API error': 'AccessDenied',
    'User agent': 'curl/8',
  });
  expect(factsByLabel(ofType('Trojan:EC2/DNSDataExfiltration'))).toMatchObject({
    Domain: 'evil.example',
    Blocked: 'true',
  });
  expect(factsByLabel(ofType('Recon:EC2/PortProbeUnprotectedPort'))['Local port']).toBe('22 (SSH)');
  expect(factsByLabel(ofType('Execution:Runtime/NewBinaryExecuted'))['Process']).toBe('/tmp/xmrig (root)');
  expect(factsByLabel(ofType('CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin'))).toMatchObject({
    'Database user': 'postgres (psql)',
    Logins: 'postgres: 40 failed, 1 successful',
  });
  expect(factsByLabel(ofType('PrivilegeEscalation:Kubernetes/PrivilegedContainer'))).toMatchObject({
    'Kubernetes user': 'system:anonymous',
    'Kubernetes request': 'create /api/v1/pods',
    Workload: 'default/pods/nginx',
  });
  expect(factsByLabel(ofType('AttackSequence:IAM/CompromisedCredentials'))).toMatchObject({
    Actors: 'alice (IAMUser)',
    'Sensitive APIs': 'cloudtrail:DeleteTrail, iam:CreateRole',
    Endpoints: '198.51.100.7 (Netherlands)',
  });
});

test('an archived finding has ended as expected', () => {
  expect(ofType('Stealth:IAMUser/CloudTrailLoggingDisabled')?.ended).toBe('expected');
});

test('a time without a zone is UTC', () => {
  expect(ofType('AttackSequence:IAM/CompromisedCredentials')?.at).toBe('2026-03-01T10:00:00.721Z');
});

test('GetFindings, a list, the event and its notification give the same alerts as the export', async () => {
  const answer = await readFile(fixture('guardduty-get-findings.json'));
  expect(answer).toMatchObject({ source: 'guardduty', rejects: [] });
  expect(answer.alerts).toEqual(exported.alerts);
  const list = await readFile(asFile(JSON.parse(fixture('guardduty-get-findings.json')).Findings));
  expect(list.alerts).toEqual(exported.alerts);
  for (const name of ['guardduty-event.json', 'guardduty-sns.json']) {
    const { source, alerts } = await readFile(fixture(name));
    expect({ source, alerts }).toEqual({ source: 'guardduty', alerts: exported.alerts.slice(0, 1) });
  }
});

test('a finding with nothing but its identity is still an alert', async () => {
  const bare = { id: 'x', type: 'T', accountId: account, service: { serviceName: 'guardduty' } };
  const { alerts } = await readFile(asFile(bare));
  expect(alerts).toMatchObject([
    { title: 'T', at: receivedAt, nativeSeverity: 'UNSPECIFIED', facts: [], resource: { type: 'Account' } },
  ]);
  expect(alerts[0]?.url).toBeUndefined();
});

test('what lacks its identity, and events of other products, are rejects that say why', async () => {
  const event = JSON.parse(fixture('guardduty-event.json'));
  const { alerts, rejects } = await readFile(
    asFile([
      event,
      { ...event, detail: { ...event.detail, id: '' } },
      { ...event, 'detail-type': 'GuardDuty Malware Protection Object Scan Result' },
    ]),
  );
  expect(alerts).toHaveLength(1);
  expect(rejects.map((reject) => reject.index)).toEqual([1, 2]);
  expect(rejects[0]?.reason).toMatch(/^no GuardDuty finding: id: /);
  expect(rejects[1]?.reason).toBe('an event "GuardDuty Malware Protection Object Scan Result", no GuardDuty finding');
});

test('a finding of Security Hub is not taken for one of GuardDuty', async () => {
  const asff = {
    SchemaVersion: '2018-10-08',
    Id: 'arn:aws:guardduty:x:1:detector/d/finding/f',
    AwsAccountId: '1',
    Types: ['a/b/c'],
  };
  expect((await readFile(asFile({ Findings: [asff] }))).source).toBeUndefined();
});

test('a region that is no region makes no link', async () => {
  const event = JSON.parse(fixture('guardduty-event.json'));
  const { alerts } = await readFile(asFile({ ...event.detail, region: 'eu-west-1.evil.example/#' }));
  expect(alerts[0]?.url).toBeUndefined();
});

test('the finding goes along for the rules, in the same names whatever brought it', async () => {
  const updates = async (name: string) =>
    (await readFile(fixture(name))).reads.map(
      (read) => 'record' in read && read.record.kind === 'alert' && read.record,
    );
  const [first] = await updates('guardduty-s3-export.jsonl');
  expect(first).toMatchObject({ update: { accountId: account, service: { archived: false } } });
  const [same] = await updates('guardduty-get-findings.json');
  expect(same).toMatchObject({ update: { accountId: account, service: { archived: false } } });
});
