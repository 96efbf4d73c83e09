import type { Alert, Fact } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { factsFrom, textAt } from './texts.ts';

/** Parameters that name what a call is about, the most telling first: the path, the type, and how its ARN is written. */
const parameters: readonly [path: string, type: string, service: string, prefix: string][] = [
  ['bucketName', 's3.bucket', 's3', ''],
  ['functionName', 'lambda.function', 'lambda', 'function:'],
  ['groupId', 'ec2.security_group', 'ec2', 'security-group/'],
  ['instanceId', 'ec2.instance', 'ec2', 'instance/'],
  ['instancesSet.items.0.instanceId', 'ec2.instance', 'ec2', 'instance/'],
  ['snapshotId', 'ec2.snapshot', 'ec2', 'snapshot/'],
  ['imageId', 'ec2.image', 'ec2', 'image/'],
  ['volumeId', 'ec2.volume', 'ec2', 'volume/'],
  ['networkAclId', 'ec2.network_acl', 'ec2', 'network-acl/'],
  ['vpcId', 'ec2.vpc', 'ec2', 'vpc/'],
  ['detectorId', 'guardduty.detector', 'guardduty', 'detector/'],
  ['dBInstanceIdentifier', 'rds.db_instance', 'rds', 'db:'],
  ['dBSnapshotIdentifier', 'rds.db_snapshot', 'rds', 'snapshot:'],
  ['keyId', 'kms.key', 'kms', 'key/'],
  ['secretId', 'secretsmanager.secret', 'secretsmanager', 'secret:'],
  ['logGroupName', 'logs.log_group', 'logs', 'log-group:'],
  ['roleName', 'iam.role', 'iam', 'role/'],
  ['userName', 'iam.user', 'iam', 'user/'],
  ['groupName', 'iam.group', 'iam', 'group/'],
  ['policyArn', 'iam.policy', 'iam', 'policy/'],
];

/** Services whose ARNs name no region, and S3, whose ARNs name no account either. */
const isGlobal = new Set(['iam', 's3']);

/** What the call is about: what its parameters name, else the ARN that it lists, else undefined. */
export function awsResource(event: AuditEvent): Alert['resource'] | undefined {
  const { record } = event;
  for (const [path, type, service, prefix] of parameters) {
    const name = textAt(record, `requestParameters.${path}`);
    if (name !== undefined) return { id: arnOf(event, service, prefix, name), type, name: shortName(name) };
  }
  if (record['eventSource'] === 'cloudtrail.amazonaws.com') {
    const name = textAt(record, 'requestParameters.name');
    if (name !== undefined)
      return { id: arnOf(event, 'cloudtrail', 'trail/', name), type: 'cloudtrail.trail', name: shortName(name) };
  }
  return listedResource(record['resources']);
}

function arnOf({ account, region }: AuditEvent, service: string, prefix: string, name: string): string {
  if (name.startsWith('arn:')) return name;
  const partition =
    region?.startsWith('cn-') === true ? 'aws-cn' : region?.startsWith('us-gov-') === true ? 'aws-us-gov' : 'aws';
  const place = isGlobal.has(service) ? '' : (region ?? '');
  return `arn:${partition}:${service}:${place}:${service === 's3' ? '' : account}:${prefix}${name}`;
}

function shortName(name: string): string {
  return name.startsWith('arn:') ? (name.split(/[:/]/).at(-1) ?? name) : name;
}

function listedResource(resources: Json | undefined): Alert['resource'] | undefined {
  const list = Array.isArray(resources) ? resources : [];
  for (const each of list) {
    const arn = textAt(each, 'ARN') ?? textAt(each, 'arn');
    if (arn !== undefined) return { id: arn, type: textAt(each, 'type') ?? 'AWS resource', name: shortName(arn) };
  }
  return undefined;
}

/** Who did what from where, and whether it went through. */
export function awsFacts(record: JsonObject): Fact[] {
  const facts = factsFrom(record, [
    [
      'Who',
      [
        'userIdentity.arn',
        'userIdentity.userName',
        'userIdentity.principalId',
        'userIdentity.invokedBy',
        'userIdentity.type',
      ],
    ],
    ['Signed in as', ['userIdentity.sessionContext.sessionIssuer.arn']],
    ['Access key', ['userIdentity.accessKeyId']],
    ['From', ['sourceIPAddress']],
    ['User agent', ['userAgent']],
    ['MFA', ['additionalEventData.MFAUsed', 'userIdentity.sessionContext.attributes.mfaAuthenticated']],
    ['Error', ['errorCode']],
    ['Error message', ['errorMessage']],
  ]);
  const service = textAt(record, 'eventSource')?.replace('.amazonaws.com', '');
  const call = [service, textAt(record, 'eventName')].filter((part) => part !== undefined).join(':');
  if (call === '') return facts;
  return facts.toSpliced(facts[0]?.label === 'Who' ? 1 : 0, 0, { label: 'Call', value: call });
}

/** The event in the console; CloudTrail's event history keeps it for 90 days. */
export function awsUrl({ region, record }: AuditEvent): string | undefined {
  const id = textAt(record, 'eventID');
  if (id === undefined || region === undefined || !/^[a-z0-9-]{1,30}$/.test(region)) return undefined;
  return `https://${region}.console.aws.amazon.com/cloudtrailv2/home?region=${region}#/events/${encodeURIComponent(id)}`;
}
