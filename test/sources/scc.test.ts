import { expect, test } from 'vitest';
import { asFile, factsByLabel, fixture, readFile, receivedAt } from './read-file.ts';

const notification = await readFile(fixture('scc-notification.json'));
const listed = await readFile(fixture('scc-gcloud-list.json'));

test('a notification becomes an alert with what to do and a link', () => {
  expect(notification).toMatchObject({ source: 'scc', rejects: [] });
  expect(notification.alerts).toMatchObject([
    {
      source: 'scc',
      id: `organizations/111111111111/sources/22222/findings/${'1'.padStart(32, '0')}`,
      type: 'OPEN_SSH_PORT',
      title: 'Open SSH port on allow-ssh',
      description: 'Open to everybody.',
      provider: 'gcp',
      account: 'shop-prod',
      resource: {
        id: '//compute.googleapis.com/projects/shop-prod/global/firewalls/123',
        type: 'google.compute.Firewall',
        name: 'allow-ssh',
      },
      at: '2026-03-02T01:02:03.456Z',
      nativeSeverity: 'HIGH',
      url: 'https://console.cloud.google.com/networking/firewalls/details/allow-ssh?project=shop-prod',
    },
  ]);
  expect(factsByLabel(notification.alerts[0])).toMatchObject({
    'Open to': 'All',
    'Next steps': 'Close it.',
    Class: 'MISCONFIGURATION',
  });
});

test('the push envelope holds the same alert', async () => {
  const { source, alerts } = await readFile(fixture('scc-push.json'));
  expect({ source, alerts }).toEqual({ source: 'scc', alerts: notification.alerts });
  const push = JSON.parse(fixture('scc-push.json'));
  expect((await readFile(asFile({ receivedMessages: [{ ackId: 'a', ...push }] }))).alerts).toEqual(notification.alerts);
});

test('the lists of gcloud and of the API are read alike', async () => {
  expect(listed).toMatchObject({ source: 'scc', rejects: [] });
  expect(listed.alerts).toHaveLength(5);
  const api = await readFile(fixture('scc-api-list.json'));
  expect(api.alerts).toEqual(listed.alerts);
});

test('a threat tells who, where and how', () => {
  expect(listed.alerts[0]).toMatchObject({
    account: 'shop-prod',
    region: 'europe-west4-a',
    nativeSeverity: 'CRITICAL',
  });
  expect(factsByLabel(listed.alerts[0])).toMatchObject({
    Domains: 'pool.example',
    'IP addresses': '198.51.100.8',
    Connections: '10.0.0.5:4444 → 198.51.100.8:443',
    Processes: '/tmp/miner -o pool.example',
    'MITRE ATT&CK': 'IMPACT (RESOURCE_HIJACKING)',
    'Next steps': 'Stop the machine.',
  });
  expect(factsByLabel(listed.alerts[1])).toMatchObject({
    Principal: 'eve@example.com',
    'Caller IP': '198.51.100.9 (BR)',
    API: 'cloudresourcemanager.googleapis.com SetIamPolicy',
    'Role changes': 'ADD roles/owner user:eve@example.com',
  });
});

test('the project id is found where the resource only has its number', () => {
  expect(listed.alerts.map((alert) => alert.account)).toEqual([
    'shop-prod',
    'shop-prod',
    'shop-test',
    'shop-prod',
    '222233334444',
  ]);
  expect(listed.alerts[1]?.resource.name).toBe('shop-prod');
});

test('a resource of AWS belongs to its AWS account', () => {
  expect(listed.alerts[4]).toMatchObject({ provider: 'aws', account: '222233334444', region: 'eu-central-1' });
});

test('severity comes from older fields where the new one is missing', () => {
  expect(listed.alerts.map((alert) => alert.nativeSeverity)).toEqual([
    'CRITICAL',
    'MEDIUM',
    'UNSPECIFIED',
    'HIGH',
    'HIGH',
  ]);
});

test('inactive is fixed and muted is an accepted risk', () => {
  expect(listed.alerts.map((alert) => alert.ended)).toEqual([
    undefined,
    undefined,
    'fixed',
    'accepted_risk',
    undefined,
  ]);
});

test('the same finding has one id in both versions of the API', async () => {
  const one = JSON.parse(fixture('scc-notification.json'));
  const name = one.finding.name.replace('/findings/', '/locations/global/findings/');
  const { alerts } = await readFile(asFile({ ...one, finding: { ...one.finding, name } }));
  expect(alerts).toEqual(notification.alerts);
});

test('a finding without name, time and project is still an alert, and the same each time', async () => {
  const bare = { finding: { category: 'Malware: Bad IP', state: 'ACTIVE' } };
  const { alerts } = await readFile(asFile(bare));
  expect(alerts).toMatchObject([
    { account: 'unknown', at: receivedAt, id: expect.stringMatching(/^unnamed\/[0-9a-f]{32}$/) },
  ]);
  expect((await readFile(asFile(bare))).alerts).toEqual(alerts);
});

test('without a link of its own the finding is linked in the console', () => {
  expect(listed.alerts[0]?.url).toBe(
    `https://console.cloud.google.com/security/command-center/findingsv2;name=${encodeURIComponent(`organizations/111111111111/sources/22222/locations/global/findings/${'2'.padStart(32, '0')}`)}?organizationId=111111111111`,
  );
});

test.each([
  ['no base64 of JSON', { message: { data: '!!!' } }, /message\.data is not base64 of JSON/],
  ['a number as data', { message: { data: 5 } }, /message\.data is not text/],
  [
    'a message in a message',
    { message: { data: Buffer.from('{"message":{"data":""}}').toString('base64') } },
    /another message/,
  ],
  [
    'too deep JSON inside',
    { message: { data: Buffer.from('['.repeat(300)).toString('base64') } },
    /nested deeper than 200/,
  ],
  ['no category', { finding: { name: 'organizations/1/sources/2/findings/3', state: 'ACTIVE' } }, /category/],
])('%s is a reject that says so', async (_what, value, reason) => {
  const { rejects } = await readFile(asFile(value), { source: 'scc' });
  expect(rejects).toMatchObject([{ index: 0, reason: expect.stringMatching(reason) }]);
});

test('the finding goes along for the rules, whatever brought it', async () => {
  for (const name of ['scc-notification.json', 'scc-push.json', 'scc-gcloud-list.json']) {
    const [read] = (await readFile(fixture(name))).reads;
    expect(read).toMatchObject({ record: { update: { finding: { state: 'ACTIVE' } } } });
  }
});
