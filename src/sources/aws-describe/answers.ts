import type { Json, JsonObject } from '#core/json.ts';
import { isObject, objectOf, textOf } from '../reading/objects.ts';

/** A resource in the answer of a call. */
export interface Described {
  type: string;
  /** Undefined where the answer does not say what it is: then it is none that rules could speak of. */
  arn: string | undefined;
  name: string | undefined;
  config: JsonObject;
}

interface Kind {
  type: string;
  arn(item: JsonObject): string | undefined;
  name: string;
}

const kinds = new Map<string, Kind>([
  [
    'SecurityGroups',
    { type: 'ec2.security_group', arn: ec2('security-group', 'GroupId', 'SecurityGroupArn'), name: 'GroupName' },
  ],
  ['NetworkAcls', { type: 'ec2.network_acl', arn: ec2('network-acl', 'NetworkAclId'), name: 'NetworkAclId' }],
  ['Images', { type: 'ec2.image', arn: ec2('image', 'ImageId'), name: 'Name' }],
  ['DBInstances', { type: 'rds.db_instance', arn: own('DBInstanceArn'), name: 'DBInstanceIdentifier' }],
  ['Users', { type: 'iam.user', arn: own('Arn'), name: 'UserName' }],
  ['Roles', { type: 'iam.role', arn: own('Arn'), name: 'RoleName' }],
  ['trailList', { type: 'cloudtrail.trail', arn: own('TrailARN'), name: 'Name' }],
]);
const instance: Kind = { type: 'ec2.instance', arn: ec2('instance', 'InstanceId'), name: 'InstanceId' };

/** What an answer lists; undefined when it is no answer that Irene reads. */
export function describedIn(answer: Json): Described[] | undefined {
  if (!isObject(answer)) return undefined;
  const { Reservations: reservations } = answer;
  if (Array.isArray(reservations)) return reservations.flatMap(instancesOf);
  for (const [key, kind] of kinds) {
    const items = answer[key];
    if (Array.isArray(items)) return items.map((item) => describedBy(kind, objectOf(item)));
  }
  return undefined;
}

/** Whose it is stands beside the machines, not in them. */
function instancesOf(reservation: Json): Described[] {
  const { OwnerId: owner, Instances: machines } = objectOf(reservation);
  if (!Array.isArray(machines)) return [describedBy(instance, {})];
  return machines.map((machine) => describedBy(instance, { ...objectOf(machine), OwnerId: owner ?? null }));
}

function describedBy(kind: Kind, item: JsonObject): Described {
  return { type: kind.type, arn: kind.arn(item), name: textOf(item[kind.name]), config: item };
}

function own(key: string): Kind['arn'] {
  return (item) => {
    const arn = item[key];
    return typeof arn === 'string' && /^arn:[^:]+:[^:]+:[^:]*:\d{12}:/.test(arn) ? arn : undefined;
  };
}

/** Older answers have no ARN and most say no region: then there is none in the name either. */
function ec2(kind: string, idKey: string, arnKey = ''): Kind['arn'] {
  return (item) => {
    const [owner, id] = [textOf(item['OwnerId']), textOf(item[idKey])];
    const zone = textOf(objectOf(item['Placement'])['AvailabilityZone']);
    if (owner === undefined || id === undefined) return own(arnKey)(item);
    return own(arnKey)(item) ?? `arn:aws:ec2:${zone?.replace(/[a-z]$/, '') ?? ''}:${owner}:${kind}/${id}`;
  };
}
