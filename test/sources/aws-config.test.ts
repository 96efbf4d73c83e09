import { expect, test } from 'vitest';
import { resourceTypeOf } from '#sources/aws-config/resource-type-of.ts';
import { asFile, fixture, readFile } from './read-file.ts';

const file = await readFile(fixture('aws-config-snapshot.json'));
const items = JSON.parse(fixture('aws-config-snapshot.json')).configurationItems;
const [group, bucket, user, database, code, gone] = file.snapshots;
const account = '111122223333';

test('an item becomes a snapshot in the names of the Describe call', () => {
  expect({ source: file.source, rejects: file.rejects }).toEqual({ source: 'aws-config', rejects: [] });
  expect(group).toEqual({
    source: 'aws-config',
    provider: 'aws',
    account,
    region: 'eu-central-1',
    resource: { id: items[0].ARN, type: 'ec2.security_group', name: 'web' },
    at: '2026-03-01T10:00:00.000Z',
    deleted: false,
    config: {
      Description: 'open ssh',
      GroupName: 'web',
      GroupId: 'sg-0aaa1112223334445',
      OwnerId: account,
      VpcId: 'vpc-0aaa',
      Tags: [{ Key: 'team', Value: 'web' }],
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 22,
          ToPort: 22,
          IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'all' }],
          Ipv6Ranges: [{ CidrIpv6: '::/0' }],
          PrefixListIds: [],
          UserIdGroupPairs: [],
        },
      ],
      IpPermissionsEgress: [
        {
          IpProtocol: '-1',
          IpRanges: [{ CidrIp: '10.0.0.0/8' }],
          Ipv6Ranges: [],
          PrefixListIds: [],
          UserIdGroupPairs: [],
        },
      ],
    },
  });
});

test('the supplementary configuration stands beside, its texts opened', () => {
  expect(bucket?.resource).toEqual({ id: 'arn:aws:s3:::example-logs', type: 's3.bucket', name: 'example-logs' });
  expect(bucket?.config).toMatchObject({
    Name: 'example-logs',
    Tags: [{ Key: 'team', Value: 'web' }],
    AccessControlList: { GrantList: [{ Grantee: 'AllUsers', Permission: 'Read' }] },
    BucketPolicy: { PolicyText: expect.stringContaining('"Principal":"*"') },
    Policy: { Statement: [{ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-0aaa' } } }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: false },
  });
});

test('names with leading capitals, policies in addresses, and words of the user come out right', () => {
  expect(database?.config).toMatchObject({
    DBInstanceIdentifier: 'orders',
    PubliclyAccessible: true,
    MultiAZ: false,
    IAMDatabaseAuthenticationEnabled: false,
    CACertificateIdentifier: 'rds-ca',
  });
  expect(user).toMatchObject({
    resource: { id: `arn:aws:iam::${account}:user/alice`, type: 'iam.user', name: 'alice' },
    config: {
      UserName: 'alice',
      UserPolicyList: [{ PolicyDocument: { Statement: [{ Action: '*' }] } }],
      AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess' }],
    },
  });
  expect(user?.region).toBeUndefined();
  expect(code?.config).toMatchObject({ Environment: { Variables: { logLevel: 'debug' } } });
});

test('what is gone is a snapshot without a configuration', () => {
  expect(gone).toMatchObject({ deleted: true, config: {}, at: '2026-03-01T11:00:00.000Z' });
  expect(file.reads.at(-1)).toMatchObject({ record: { update: { configurationItemStatus: 'ResourceDeleted' } } });
});

test('the event, the notification and a list give the same snapshot', async () => {
  for (const name of ['aws-config-event.json', 'aws-config-sns.json']) {
    expect(await readFile(fixture(name))).toMatchObject({ source: 'aws-config', rejects: [], snapshots: [group] });
  }
  expect((await readFile(asFile(items))).snapshots).toEqual(file.snapshots);
});

test('the answer of the API, in which objects are texts, gives the same snapshots', async () => {
  const { source, snapshots, rejects } = await readFile(fixture('aws-config-history-answer.json'));
  expect({ source, rejects }).toEqual({ source: 'aws-config', rejects: [] });
  expect(snapshots).toEqual([group, bucket]);
});

test.each([
  ['AWS::EC2::SecurityGroup', 'ec2.security_group'],
  ['AWS::EC2::NetworkAcl', 'ec2.network_acl'],
  ['AWS::EC2::Instance', 'ec2.instance'],
  ['AWS::EC2::Volume', 'ec2.volume'],
  ['AWS::EC2::VPCEndpoint', 'ec2.vpc_endpoint'],
  ['AWS::EC2::EIP', 'ec2.eip'],
  ['AWS::RDS::DBInstance', 'rds.db_instance'],
  ['AWS::RDS::DBSnapshot', 'rds.db_snapshot'],
  ['AWS::IAM::User', 'iam.user'],
  ['AWS::S3::Bucket', 's3.bucket'],
  ['AWS::S3::AccountPublicAccessBlock', 's3.account_public_access_block'],
  ['AWS::Lambda::Function', 'lambda.function'],
  ['AWS::CloudTrail::Trail', 'cloudtrail.trail'],
  ['AWS::KMS::Key', 'kms.key'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'elbv2.load_balancer'],
  ['AWS::Wafv2::IPSet', 'wafv2.ip_set'],
  ['Custom::Thing', 'Custom::Thing'],
])('%s is %s', (given, type) => {
  expect(resourceTypeOf(given)).toBe(type);
});

test('an item with odd fields is still a snapshot', async () => {
  const odd = { resourceType: 'AWS::EC2::VPC', resourceId: 'vpc-1', configuration: {}, tags: [], awsRegion: {} };
  const { snapshots, rejects } = await readFile(asFile({ configurationItems: [odd] }), { source: 'aws-config' });
  expect(rejects).toEqual([]);
  expect(snapshots).toMatchObject([{ account: 'unknown', resource: { id: 'vpc-1', name: 'vpc-1' } }]);
});

test('what is no item is a reject that says why', async () => {
  const event = JSON.parse(fixture('aws-config-event.json'));
  const oversized = { configurationItemSummary: {}, messageType: 'OversizedConfigurationItemChangeNotification' };
  const rejected = [
    7,
    { resourceType: 'AWS::EC2::VPC' },
    { ...items[0], configuration: null, configurationItemStatus: 'ResourceNotRecorded' },
    { ...event, detail: oversized },
    oversized,
    {
      ...event,
      'detail-type': 'Config Rules Compliance Change',
      detail: { messageType: 'ComplianceChangeNotification' },
    },
    { messageType: 'ConfigurationHistoryDeliveryCompleted' },
  ];
  const { snapshots, rejects } = await readFile(asFile([items[0], ...rejected]));
  expect(snapshots).toHaveLength(1);
  expect(rejects.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(rejects.map(({ reason }) => reason.replace('no configuration item: ', ''))).toEqual([
    expect.stringMatching(/object/),
    expect.stringMatching(/^resourceId: /),
    'a configuration item without a configuration (ResourceNotRecorded)',
    'it is too large for the notification and lies in S3',
    'it is too large for the notification and lies in S3',
    'an event "Config Rules Compliance Change"',
    'a message "ConfigurationHistoryDeliveryCompleted"',
  ]);
});
