import type { Resource } from '#core/alert.ts';
import { consoleOf } from '../reading/aws-console.ts';
import type { Finding } from './finding.ts';

/*
 * What a finding is about. The id must be the same when GuardDuty reports again, so it is built from what does not move:
 * a role and not its session, an instance and not its container's id.
 */

type Details = NonNullable<Finding['resource']>;
type Pick = (finding: Finding, details: Details) => Resource | undefined;

const pickOf = new Map<string, Pick>(
  Object.entries({
    AccessKey: principal,
    Instance: instance,
    S3Bucket: buckets,
    S3Object: buckets,
    EKSCluster: eksCluster,
    KubernetesCluster: eksCluster,
    ECSCluster: ecsCluster,
    Container: container,
    RDSDBInstance: database,
    RDSLimitlessDB: database,
    Lambda: lambda,
    AttackSequence: sequence,
  }),
);
/** For resource types that are new to Irene: the most particular details first. */
const anyPick: Pick[] = [lambda, database, ecsCluster, eksCluster, buckets, stored, instance, principal];

/** The resource that the finding names; the account itself where it names none. */
export function resourceOf(finding: Finding): Resource {
  const details = finding.resource;
  if (details === undefined) return account(finding);
  const named = pickOf.get(details.resourceType ?? '')?.(finding, details);
  if (named !== undefined) return named;
  for (const pick of anyPick) {
    const found = pick(finding, details);
    if (found !== undefined) return found;
  }
  return account(finding);
}

function account(finding: Finding): Resource {
  return { id: `AWS::::Account:${finding.accountId}`, type: 'Account', name: finding.accountId };
}

function arn(finding: Finding, service: string, rest: string): string {
  const region = service === 'iam' ? '' : (finding.region ?? '');
  return `arn:${finding.partition ?? 'aws'}:${service}:${region}:${finding.accountId}:${rest}`;
}

function principal(finding: Finding, { accessKeyDetails: key }: Details): Resource | undefined {
  if (key === undefined) return undefined;
  if (key.userType === 'Root') return { id: arn(finding, 'iam', 'root'), type: 'Root', name: 'root' };
  return identity(finding, key.userType, key.userName ?? key.principalId?.split(':')[0] ?? key.accessKeyId);
}

function identity(finding: Finding, kind: string | undefined, name: string | undefined): Resource | undefined {
  if (name === undefined) return undefined;
  if (name.startsWith('arn:')) return { id: name, type: kind ?? 'Principal', name: name.split('/').at(-1) ?? name };
  const links = consoleOf(finding);
  if (kind === 'IAMUser') {
    return {
      id: arn(finding, 'iam', `user/${name}`),
      type: 'IAMUser',
      name,
      ...links('iam', `/users/details/${encodeURIComponent(name)}`),
    };
  }
  if (kind === 'AssumedRole' || kind === 'Role') {
    return {
      id: arn(finding, 'iam', `role/${name}`),
      type: 'Role',
      name,
      ...links('iam', `/roles/details/${encodeURIComponent(name)}`),
    };
  }
  return { id: arn(finding, 'iam', `${(kind ?? 'principal').toLowerCase()}/${name}`), type: kind ?? 'Principal', name };
}

function instance(finding: Finding, { instanceDetails: machine }: Details): Resource | undefined {
  if (machine?.instanceId === undefined) return undefined;
  const name = machine.tags.find((tag) => tag.key === 'Name')?.value ?? machine.instanceId;
  const link = consoleOf(finding)('ec2', `InstanceDetails:instanceId=${encodeURIComponent(machine.instanceId)}`);
  return { id: arn(finding, 'ec2', `instance/${machine.instanceId}`), type: 'Instance', name, ...link };
}

/** Several buckets are one caller's doing, and the next report names others: then the caller is what stays. */
function buckets(finding: Finding, details: Details): Resource | undefined {
  const ids = details.s3BucketDetails.flatMap((bucket) => bucketArn(finding, bucket) ?? []).toSorted();
  const [first] = ids;
  if (first === undefined) return undefined;
  const name = first.split(':').at(-1) ?? first;
  if (ids.length === 1) {
    return { id: first, type: 'S3Bucket', name, ...consoleOf(finding)('s3', `/buckets/${encodeURIComponent(name)}`) };
  }
  return (
    principal(finding, details) ?? { id: ids.join(','), type: 'S3Bucket', name: `${name} and ${ids.length - 1} more` }
  );
}

function bucketArn(finding: Finding, bucket: Details['s3BucketDetails'][number]): string | undefined {
  if (bucket.arn !== undefined) return bucket.arn;
  return bucket.name === undefined ? undefined : `arn:${finding.partition ?? 'aws'}:s3:::${bucket.name}`;
}

function eksCluster(finding: Finding, { eksClusterDetails: cluster }: Details): Resource | undefined {
  const name = cluster?.name ?? cluster?.arn?.split('/').at(-1);
  if (name === undefined) return undefined;
  const link = consoleOf(finding)('eks', `/clusters/${encodeURIComponent(name)}`);
  return { id: cluster?.arn ?? arn(finding, 'eks', `cluster/${name}`), type: 'EKSCluster', name, ...link };
}

function ecsCluster(finding: Finding, { ecsClusterDetails: cluster }: Details): Resource | undefined {
  const name = cluster?.name ?? cluster?.arn?.split('/').at(-1);
  if (name === undefined) return undefined;
  return { id: cluster?.arn ?? arn(finding, 'ecs', `cluster/${name}`), type: 'ECSCluster', name };
}

function container(finding: Finding, details: Details): Resource | undefined {
  const name = details.containerDetails?.name ?? details.containerDetails?.image ?? details.containerDetails?.id;
  if (name === undefined) return undefined;
  const host = instance(finding, details)?.id ?? `AWS::::Account:${finding.accountId}`;
  return { id: `${host}/container/${name}`, type: 'Container', name };
}

function database(finding: Finding, details: Details): Resource | undefined {
  const { rdsDbInstanceDetails: db, rdsLimitlessDbDetails: shards } = details;
  const name = db?.dbInstanceIdentifier ?? shards?.dbShardGroupIdentifier;
  const id = db?.dbInstanceArn ?? shards?.dbShardGroupArn ?? (name && arn(finding, 'rds', `db:${name}`));
  if (id === undefined) return undefined;
  return { id, type: details.resourceType ?? 'RDSDBInstance', name: name ?? id.split(':').at(-1) ?? id };
}

function lambda(finding: Finding, { lambdaDetails: code }: Details): Resource | undefined {
  // the ARN may end in the version that ran: every deployment would be another resource
  const id = code?.functionArn?.split(':').slice(0, 7).join(':');
  const name = code?.functionName ?? id?.split(':').at(-1);
  if (name === undefined) return undefined;
  const link = consoleOf(finding)('lambda', `/functions/${encodeURIComponent(name)}`);
  return { id: id ?? arn(finding, 'lambda', `function:${name}`), type: 'Lambda', name, ...link };
}

/** Snapshots, images and backups, which malware scans look at. */
function stored(_finding: Finding, details: Details): Resource | undefined {
  const id =
    details.ebsSnapshotDetails?.snapshotArn ??
    details.ec2ImageDetails?.imageArn ??
    details.recoveryPointDetails?.recoveryPointArn;
  return id === undefined
    ? undefined
    : { id, type: details.resourceType ?? 'Backup', name: id.split('/').at(-1) ?? id };
}

/**
 * An attack sequence grows while it goes on. GuardDuty ties one to a principal (IAM, S3) or to a cluster or group of
 * machines (EKS, ECS, EC2), the word after the colon in its type.
 */
function sequence(finding: Finding): Resource | undefined {
  const found = finding.service?.detection?.sequence;
  if (found === undefined) return undefined;
  const about = finding.type.split(/[:/]/)[1]?.toUpperCase() ?? '';
  const user = found.actors.flatMap((actor) => actor.user ?? [])[0];
  const main = user && identity(finding, user.type, user.name);
  if (main !== undefined && (about === 'IAM' || about === 'S3')) return main;
  const things = found.resources.toSorted((a, b) => ((a.uid ?? '') < (b.uid ?? '') ? -1 : 1));
  const thing = things.find((each) => each.resourceType?.toUpperCase().startsWith(about)) ?? things[0];
  if (thing?.uid === undefined) return main;
  return { id: thing.uid, type: thing.resourceType ?? 'AttackSequence', name: thing.name ?? thing.uid };
}
