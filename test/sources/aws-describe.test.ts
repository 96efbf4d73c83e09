import { expect, test } from 'vitest';
import { asFile, fixture, readFile, receivedAt } from './read-file.ts';

const account = '111122223333';
const read = (name: string) => readFile(fixture(`aws-describe-${name}.json`));

test('a security group becomes a snapshot, as the call describes it', async () => {
  const { source, snapshots, rejects } = await read('security-groups');
  const [first] = JSON.parse(fixture('aws-describe-security-groups.json')).SecurityGroups;
  expect({ source, rejects }).toEqual({ source: 'aws-describe', rejects: [] });
  expect(snapshots[0]).toEqual({
    source: 'aws-describe',
    provider: 'aws',
    account,
    region: 'eu-central-1',
    resource: { id: first.SecurityGroupArn, type: 'ec2.security_group', name: 'web' },
    at: receivedAt,
    deleted: false,
    config: first,
  });
});

test('it has the name that AWS Config gives it, as far as the answer says enough', async () => {
  const [withArn, without] = (await read('security-groups')).snapshots;
  const [byConfig] = (await readFile(fixture('aws-config-snapshot.json'))).snapshots;
  expect(withArn?.resource.id).toBe(byConfig?.resource.id);
  expect(without?.resource.id).toBe(`arn:aws:ec2::${account}:security-group/sg-0bbb`);
  expect((await read('users')).snapshots[0]?.resource.id).toBe(`arn:aws:iam::${account}:user/alice`);
});

test('an instance belongs to the owner of its reservation and lies where its zone is', async () => {
  expect((await read('instances')).snapshots).toMatchObject([
    { account, region: 'eu-central-1', resource: { type: 'ec2.instance' }, config: { OwnerId: account } },
  ]);
  expect((await read('databases')).snapshots).toMatchObject([
    { resource: { type: 'rds.db_instance', name: 'orders' } },
  ]);
});

test('the credential report tells of its users, and of root', async () => {
  const { source, snapshots, rejects } = await read('credential-report');
  expect({ source, rejects }).toEqual({ source: 'aws-describe', rejects: [] });
  expect(snapshots).toMatchObject([
    {
      at: '2026-03-01T10:00:00.000Z',
      resource: { id: `arn:aws:iam::${account}:root`, type: 'iam.root', name: 'root' },
      config: { credential_report: { mfa_active: 'false', access_key_1_active: 'true' } },
    },
    {
      resource: { id: `arn:aws:iam::${account}:user/alice`, type: 'iam.user', name: 'alice' },
      config: { credential_report: { password_enabled: 'true', access_key_1_last_rotated: 'N/A' } },
      isPartial: true,
    },
  ]);
});

test('a report that was decoded already is read too, and a row that is broken is a reject', async () => {
  const { Content, ...rest } = JSON.parse(fixture('aws-describe-credential-report.json'));
  const text = Buffer.from(Content, 'base64').toString();
  const plain = await readFile(asFile({ ...rest, Content: text }));
  expect(plain.snapshots).toEqual((await read('credential-report')).snapshots);
  const { snapshots, rejects } = await readFile(asFile({ ...rest, Content: `${text}bob,arn\n` }));
  expect(snapshots).toHaveLength(2);
  expect(rejects).toEqual([{ index: 2, reason: 'no iam.user: it does not say what it is and whose' }]);
});

test('answers come in lists and lines, each with many resources', async () => {
  const answers = ['users', 'instances', 'security-groups'].map((name) =>
    JSON.parse(fixture(`aws-describe-${name}.json`)),
  );
  expect((await readFile(asFile(answers))).snapshots).toHaveLength(4);
  expect((await readFile(answers.map((each) => asFile(each)).join('\n'))).snapshots).toHaveLength(4);
});

test('what does not say what it is and whose is a reject', async () => {
  const file = [{ Users: [{ UserName: 'x' }, 7] }, { Reservations: [7] }, { Buckets: [] }, 7];
  const { snapshots, rejects } = await readFile(asFile(file), { source: 'aws-describe' });
  expect(snapshots).toEqual([]);
  expect(rejects.map(({ index, reason }) => [index, reason])).toEqual([
    [0, 'no iam.user: it does not say what it is and whose'],
    [1, 'no iam.user: it does not say what it is and whose'],
    [2, 'no ec2.instance: it does not say what it is and whose'],
    [3, 'no answer of AWS that Irene reads'],
    [4, 'no answer of AWS that Irene reads'],
  ]);
});
