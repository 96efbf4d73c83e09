import type { JsonObject } from '#core/json.ts';
import { createDice, type Dice } from '../dice.ts';

const services = [
  'ec2',
  's3',
  'iam',
  'sts',
  'kms',
  'lambda',
  'rds',
  'logs',
  'monitoring',
  'elasticloadbalancing',
  'ssm',
];
const reads = ['Describe', 'List', 'Get', 'Head', 'Lookup', 'BatchGet'];
const writes = ['Create', 'Delete', 'Put', 'Update', 'Attach', 'Modify', 'Stop', 'Disable', 'Authorize', 'Register'];
const nouns = [
  'Instances',
  'Volumes',
  'Bucket',
  'BucketPolicy',
  'User',
  'AccessKey',
  'Role',
  'Policy',
  'Trail',
  'Detector',
  'Key',
  'Snapshot',
  'Image',
  'Function',
  'LogGroup',
  'Alarm',
  'SecurityGroup',
  'Vpc',
  'Subnet',
  'Route',
  'Cluster',
  'Task',
  'Parameter',
  'Secret',
  'Certificate',
  'Domain',
  'Queue',
  'Topic',
  'Table',
  'Stream',
  'Budget',
  'Account',
  'Stack',
];
const agents = [
  'aws-sdk-go/1.44.262 (go1.20.4; linux; amd64) S3Manager',
  'Boto3/1.26.165 Python/3.11.4 Linux/5.10.179-168.710.amzn2.x86_64 Botocore/1.29.165',
  'aws-cli/2.12.6 Python/3.11.4 Linux/5.15.0-1036-aws exe/x86_64.ubuntu.22 prompt/off command/ec2.describe-instances',
  'AWS Internal',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36',
];

/** All names of calls that change something; rules look for these, ordinary records hold them seldom. */
export const writeNames = writes.flatMap((verb) => nouns.map((noun) => `${verb}${noun}`));
export { services };

/** Records of CloudTrail as an account with much automation writes them: one in forty changes something. */
export function makeRecords(seed: number, count: number): JsonObject[] {
  const dice = createDice(seed);
  return Array.from({ length: count }, (_, n) => oneRecord(dice, n));
}

function oneRecord(dice: Dice, n: number): JsonObject {
  const service = dice.pick(services);
  const isWrite = dice.oneIn(40);
  const noun = dice.pick(nouns);
  const name = isWrite ? dice.pick(writeNames) : `${dice.pick(reads)}${noun}`;
  const account = `1111222233${44 + dice.below(4)}`;
  const at = new Date(Date.UTC(2026, 0, 31) + n * 250)
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/\.\d+Z/, 'Z');
  return {
    eventVersion: '1.09',
    userIdentity: identity(dice, account, at),
    eventTime: at,
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: dice.pick(['us-east-1', 'eu-central-1', 'ap-northeast-1']),
    sourceIPAddress: dice.oneIn(3) ? `${service}.amazonaws.com` : `198.51.100.${dice.below(256)}`,
    userAgent: dice.pick(agents),
    ...(dice.oneIn(25) ? { errorCode: 'AccessDenied', errorMessage: 'User is not authorized to perform this' } : {}),
    requestParameters: parameters(dice, noun),
    responseElements: isWrite ? { _return: true, requestId: hex(dice, 36) } : null,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256',
      bytesTransferredIn: 0,
    },
    requestID: hex(dice, 36),
    eventID: hex(dice, 36),
    readOnly: !isWrite,
    resources: [{ accountId: account, type: `AWS::${service}::${noun}`, ARN: `arn:aws:${service}:::${hex(dice, 20)}` }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.us-east-1.amazonaws.com`,
    },
  };
}

function identity(dice: Dice, accountId: string, at: string): JsonObject {
  if (dice.oneIn(5))
    return {
      type: 'IAMUser',
      principalId: hex(dice, 21),
      arn: `arn:aws:iam::${accountId}:user/u${dice.below(50)}`,
      accountId,
    };
  if (dice.oneIn(5))
    return { type: 'AWSService', arn: 'arn:aws:iam::aws:service', invokedBy: 'autoscaling.amazonaws.com' };
  const role = `role-${dice.below(80)}`;
  return {
    type: 'AssumedRole',
    principalId: `${hex(dice, 21)}:session-${dice.below(1000)}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/session-${dice.below(1000)}`,
    accountId,
    accessKeyId: hex(dice, 20),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: hex(dice, 21),
        arn: `arn:aws:iam::${accountId}:role/${role}`,
        accountId,
        userName: role,
      },
      webIdFederationData: {},
      attributes: { creationDate: at, mfaAuthenticated: 'false' },
    },
  };
}

function parameters(dice: Dice, noun: string): JsonObject | null {
  if (dice.oneIn(6)) return null;
  return {
    [`${noun}Set`]: { items: Array.from({ length: 1 + dice.below(3) }, () => ({ id: hex(dice, 17) })) },
    filterSet: {},
    maxResults: 100,
    ...(dice.oneIn(30)
      ? { policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}' }
      : {}),
  };
}

function hex(dice: Dice, length: number): string {
  let text = '';
  while (text.length < length) text += dice.below(0x1000000).toString(16).padStart(6, '0');
  return text.slice(0, length);
}
