import { expect, test } from 'vitest';
import { asFile, factsByLabel, fixture, readFile, receivedAt } from './read-file.ts';

const answer = await readFile(fixture('securityhub-get-findings.json'));
const findings = JSON.parse(fixture('securityhub-get-findings.json')).Findings;
const [control, old, api, cve, own, passed] = answer.alerts;
const account = '111122223333';

test('a finding becomes an alert with what was found, where, and a link', () => {
  expect({ source: answer.source, rejects: answer.rejects }).toEqual({ source: 'securityhub', rejects: [] });
  expect(control).toMatchObject({
    source: 'securityhub',
    id: findings[0].Id,
    type: 'S3.8',
    title: 'S3 general purpose buckets should block public access',
    provider: 'aws',
    account,
    region: 'eu-central-1',
    at: '2026-03-01T10:00:00.000Z',
    nativeSeverity: 'HIGH',
    resource: { id: 'arn:aws:s3:::example-logs', type: 'AwsS3Bucket', name: 'example-logs' },
  });
  expect(control?.ended).toBeUndefined();
  expect(factsByLabel(control)).toMatchObject({
    Check: 'FAILED',
    Reason: 'The bucket has no public access block.',
    Requirements: 'CIS AWS Foundations Benchmark v3.0.0/2.1.4',
    Product: 'Security Hub (AWS)',
  });
  expect(factsByLabel(control)['Remediation']).toContain('https://docs.aws.amazon.com/console/securityhub/S3.8/');
});

test('the link searches for the finding as the console itself would', () => {
  const [page, search] = (control?.url ?? '').split('#/findings?search=');
  expect(page).toBe('https://console.aws.amazon.com/securityhub/home?region=eu-central-1');
  const [field, value] = decodeURIComponent(search ?? '').split('=');
  expect([field, decodeURIComponent(value ?? '')]).toEqual(['Id', `\\operator\\:EQUALS\\:${findings[0].Id}`]);
});

test('the record goes along for the rules', () => {
  expect(
    answer.reads.map((read) => ('record' in read && read.record.kind === 'alert' ? read.record.update : 0)),
  ).toEqual(findings);
});

test('the type is the control, the vulnerability, or what was found', () => {
  expect(answer.alerts.map(({ type }) => type)).toEqual([
    'S3.8',
    'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/1.1',
    'TTPs/Discovery/Recon:IAMUser-MaliciousIPCaller',
    'CVE-2099-0001',
    'decoys',
    'S3.8',
  ]);
});

test('a severity without a word gets the word of its number', async () => {
  expect(old?.nativeSeverity).toBe('LOW');
  const numbers = [0, 1, 39, 40, 69, 70, 89, 90, '100', null].map((Normalized) => ({ Normalized }));
  const { alerts } = await readFile(asFile(numbers.map((Severity) => ({ ...findings[0], Severity }))));
  expect(alerts.map(({ nativeSeverity }) => nativeSeverity)).toEqual([
    'INFORMATIONAL',
    'LOW',
    'LOW',
    'MEDIUM',
    'MEDIUM',
    'HIGH',
    'HIGH',
    'CRITICAL',
    'CRITICAL',
    'UNSPECIFIED',
  ]);
});

test('a finding of several resources is one alert, about its target', () => {
  expect(api?.resource).toMatchObject({ type: 'AwsEc2Instance', name: 'api-1' });
  expect(factsByLabel(api)).toMatchObject({
    Principal: 'alice (IAMUser, AKIAEXAMPLE)',
    API: 's3:ListBuckets',
    'Remote IP': '198.51.100.7 (Utrecht, Netherlands, AS64500 Example Hosting)',
    'IP addresses': '203.0.113.9',
    'Instance role': 'api',
    'Other resources': 'AWS::IAM::AccessKey:AKIAEXAMPLE',
  });
});

test('what the finding says of packages, malware and threats stands in the facts', () => {
  expect(factsByLabel(cve)).toMatchObject({
    Vulnerability: 'CVE-2099-0001',
    Packages: 'openssl 3.0.1 (fixed in 3.0.9)',
    'Exploit available': 'YES',
  });
  expect(factsByLabel(own)).toMatchObject({
    Process: '/tmp/xmrig',
    Malware: 'Coinminer (/tmp/xmrig)',
    Threat: 'evil.example (DOMAIN, feed)',
    Note: 'ours (bob)',
    'In the product': 'https://decoys.example/1',
    Sample: 'yes, made to try things out',
  });
});

test('resolved and passed is fixed, suppressed is expected, and archived is for the rules to say', () => {
  expect([control, api, cve, own, passed].map((alert) => alert?.ended)).toEqual([
    undefined,
    'expected',
    undefined,
    'fixed',
    'fixed',
  ]);
});

test('lines, a list, the events and the notification give the same alerts', async () => {
  for (const file of [fixture('securityhub-lines.jsonl'), asFile(findings)]) {
    expect(await readFile(file)).toMatchObject({ source: 'securityhub', rejects: [], alerts: answer.alerts });
  }
  for (const [name, count] of [
    ['securityhub-event.json', 1],
    ['securityhub-sns.json', 1],
    ['securityhub-custom-action.json', 2],
  ] as const) {
    const { source, alerts } = await readFile(fixture(name));
    expect({ source, alerts }).toEqual({ source: 'securityhub', alerts: answer.alerts.slice(0, count) });
  }
});

test('a finding with nothing but its identity is still an alert', async () => {
  const bare = { Id: 'x', AwsAccountId: account, Types: ['T'], Resources: [{ Type: 'x' }, 7], UpdatedAt: 7 };
  const { alerts } = await readFile(asFile(bare), { source: 'securityhub' });
  expect(alerts).toMatchObject([
    { type: 'T', title: 'T', at: receivedAt, nativeSeverity: 'UNSPECIFIED', resource: { type: 'AwsAccount' } },
  ]);
  expect(alerts[0]?.url).toBeUndefined();
});

test('what is no finding is a reject that says why', async () => {
  const event = JSON.parse(fixture('securityhub-event.json'));
  const file = [
    event,
    { ...event, detail: { findings: [] } },
    { ...event, 'detail-type': 'Security Hub Insight Results' },
    { ...event, detail: { findings: [{ ...findings[0], Id: '' }, 7] } },
    { Id: 'x', AwsAccountId: account },
  ];
  const { alerts, rejects } = await readFile(asFile(file));
  expect(alerts).toHaveLength(1);
  expect(rejects.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
  expect(rejects.map(({ reason }) => reason.replace('no Security Hub finding: ', ''))).toEqual([
    'an event without findings',
    'an event "Security Hub Insight Results"',
    expect.stringMatching(/^Id: /),
    expect.stringMatching(/object/),
    'neither a control nor GeneratorId nor Types',
  ]);
});

test("what GuardDuty itself sends is not taken for Security Hub's", async () => {
  expect((await readFile(fixture('guardduty-event.json'))).source).toBe('guardduty');
  expect((await readFile(asFile({ Findings: [{ Id: 'x', AwsAccountId: '1', Types: ['a'] }] }))).source).toBeUndefined();
});
