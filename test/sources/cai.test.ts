import { expect, test } from 'vitest';
import { asFile, fixture, readFile, receivedAt } from './read-file.ts';

const exported = await readFile(fixture('cai-export.jsonl'));
const assets = JSON.parse(fixture('cai-assets-list.json')).assets;
const [service, bucket, policy, firewall, organization] = exported.snapshots;

test('an asset becomes a snapshot of its resource', () => {
  expect({ source: exported.source, rejects: exported.rejects }).toEqual({ source: 'cai', rejects: [] });
  expect(service).toEqual({
    source: 'cai',
    provider: 'gcp',
    account: 'web-prod',
    region: 'europe-west1',
    resource: { id: assets[0].name, type: 'run.googleapis.com/Service', name: 'api' },
    at: '2026-03-01T10:00:00.123Z',
    deleted: false,
    config: assets[0],
  });
});

test('whatever wrote the file, the rules see one spelling, and the resource itself as the product has it', () => {
  expect(policy?.config).toMatchObject({
    assetType: 'storage.googleapis.com/Bucket',
    iamPolicy: { auditConfigs: [{ auditLogConfigs: [{ logType: 'DATA_READ' }] }] },
    updateTime: '2026-03-01T10:00:00Z',
  });
  expect(bucket?.config).toMatchObject({ resource: { discoveryName: 'Bucket', data: assets[1].resource.data } });
  expect(service?.config).toMatchObject({ resource: { data: { metadata: { labels: { snake_case: 'stays' } } } } });
  expect(organization?.config).toMatchObject({
    servicePerimeter: { status: { restrictedServices: expect.anything() } },
  });
});

test('the policy and the resource, which come apart, are told as parts of one', () => {
  expect([service, bucket, policy, firewall].map((each) => each?.isPartial)).toEqual([undefined, true, true, true]);
  expect(policy?.resource.id).toBe(bucket?.resource.id);
});

test('an account is the id of the project, else its number, else what is above it', () => {
  expect(exported.snapshots.map(({ account }) => account)).toEqual([
    'web-prod',
    '123456789012',
    '123456789012',
    'web-prod',
    'organizations/1',
  ]);
});

test.each([
  [
    { name: '//cloudresourcemanager.googleapis.com/projects/12', resource: { data: { projectId: 'web-prod' } } },
    'web-prod',
  ],
  [{ name: '//appengine.googleapis.com/apps/web-prod/services/a' }, 'web-prod'],
  [{ name: '//iam.googleapis.com/projects/-/serviceAccounts/1', resource: { data: { projectId: 'p' } } }, 'p'],
  [{ name: '//dns.googleapis.com/projects/12/managedZones/z', ancestors: ['projects/12'] }, '12'],
  [{ name: '//x.googleapis.com/y', ancestry_path: 'organization/1/project/web-prod' }, 'web-prod'],
  [{ name: '//x.googleapis.com/folders/7' }, 'folders/7'],
  [{ name: '//x.googleapis.com/y' }, 'unknown'],
])('%o belongs to %s', async (asset, account) => {
  const { snapshots } = await readFile(asFile({ ...asset, asset_type: 'x.googleapis.com/Y' }));
  expect(snapshots).toMatchObject([{ account, at: receivedAt }]);
});

test('a zone lies in its region, and what is everywhere has none', async () => {
  const name = '//compute.googleapis.com/projects/p/zones/europe-west1-b/instances/i';
  const { snapshots } = await readFile(asFile({ name, asset_type: 'compute.googleapis.com/Instance' }));
  expect(snapshots[0]?.region).toBe('europe-west1');
  expect(bucket?.region).toBe('europe-west1');
  expect(firewall?.region).toBeUndefined();
});

test('a feed says what changed since when, and what is gone', async () => {
  const changed = await readFile(fixture('cai-feed.json'));
  expect(changed).toMatchObject({ source: 'cai', rejects: [] });
  expect(changed.snapshots).toEqual([{ ...firewall, at: '2026-03-01T10:00:00.500Z' }]);
  const gone = await readFile(fixture('cai-feed-push.json'));
  expect(gone).toMatchObject({ source: 'cai', rejects: [] });
  expect(gone.snapshots).toEqual([
    { ...firewall, at: '2026-03-01T11:00:00.500Z', deleted: true, config: {}, isPartial: undefined },
  ]);
  expect(gone.reads).toMatchObject([{ record: { update: { deleted: true } } }]);
});

test('the answer of the API gives the same snapshots', async () => {
  expect(await readFile(fixture('cai-assets-list.json'))).toMatchObject({
    source: 'cai',
    rejects: [],
    snapshots: exported.snapshots,
  });
});

test('what is no asset is a reject that says why', async () => {
  const file = [assets[0], 7, {}, { name: 'x', assetType: 'a/B' }, { name: '//x/y' }, { message: { data: 7 } }];
  const { rejects } = await readFile(asFile(file));
  expect(rejects.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
  expect(rejects.map(({ reason }) => reason.replace('no asset of Cloud Asset Inventory: ', ''))).toEqual([
    'not an object',
    'without the full name of an asset',
    'without the full name of an asset',
    'without an assetType',
    'message.data is not text',
  ]);
});
