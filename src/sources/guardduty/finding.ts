import { z } from 'zod';
import { flag, list, part, text } from '../reading/lenient.ts';

/*
 * The fields of a GuardDuty finding that Irene uses, in the names of the S3 export and of EventBridge. The same finding
 * from `GetFindings` has them in PascalCase and is renamed first.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html
 */

const remoteIp = part({
  ipAddressV4: text,
  ipAddressV6: text,
  country: part({ countryName: text }),
  city: part({ cityName: text }),
  organization: part({ asn: text, asnOrg: text, org: text }),
});
const port = part({ port: text, portName: text });

const action = part({
  actionType: text,
  awsApiCallAction: part({
    api: text,
    serviceName: text,
    errorCode: text,
    userAgent: text,
    remoteIpDetails: remoteIp,
    domainDetails: part({ domain: text }),
    remoteAccountDetails: part({ accountId: text }),
  }),
  networkConnectionAction: part({
    connectionDirection: text,
    protocol: text,
    blocked: text,
    remoteIpDetails: remoteIp,
    remotePortDetails: port,
    localPortDetails: port,
  }),
  dnsRequestAction: part({ domain: text, domainWithSuffix: text, protocol: text, blocked: text }),
  portProbeAction: part({
    blocked: text,
    portProbeDetails: list(z.object({ localPortDetails: port, remoteIpDetails: remoteIp })),
  }),
  kubernetesApiCallAction: part({
    requestUri: text,
    verb: text,
    resource: text,
    namespace: text,
    userAgent: text,
    remoteIpDetails: remoteIp,
  }),
  rdsLoginAttemptAction: part({
    remoteIpDetails: remoteIp,
    loginAttributes: list(
      z.object({ user: text, application: text, failedLoginAttempts: text, successfulLoginAttempts: text }),
    ),
  }),
});

const sequence = part({
  uid: text,
  actors: list(z.object({ user: part({ name: text, type: text, uid: text }) })),
  resources: list(z.object({ uid: text, name: text, resourceType: text, accountId: text, region: text })),
  endpoints: list(z.object({ ip: text, domain: text, location: part({ city: text, country: text }) })),
  signals: list(z.object({ name: text, type: text })),
  sequenceIndicators: list(z.object({ key: text, title: text, values: list(text) })),
});

const service = part({
  serviceName: text,
  action,
  archived: flag,
  count: text,
  eventFirstSeen: text,
  eventLastSeen: text,
  resourceRole: text,
  featureName: text,
  additionalInfo: part({ sample: text, threatListName: text, value: text }),
  evidence: part({ threatIntelligenceDetails: list(z.object({ threatListName: text, threatNames: list(text) })) }),
  runtimeDetails: part({ process: part({ name: text, executablePath: text, user: text, executableSha256: text }) }),
  detection: part({ sequence }),
});

const resource = part({
  resourceType: text,
  accessKeyDetails: part({ accessKeyId: text, principalId: text, userName: text, userType: text }),
  instanceDetails: part({
    instanceId: text,
    instanceType: text,
    imageId: text,
    iamInstanceProfile: part({ arn: text }),
    networkInterfaces: list(z.object({ publicIp: text, privateIpAddress: text, vpcId: text })),
    tags: list(z.object({ key: text, value: text })),
  }),
  s3BucketDetails: list(z.object({ name: text, arn: text, publicAccess: part({ effectivePermission: text }) })),
  eksClusterDetails: part({ name: text, arn: text }),
  kubernetesDetails: part({
    kubernetesUserDetails: part({ username: text }),
    kubernetesWorkloadDetails: part({ name: text, type: text, namespace: text }),
  }),
  ecsClusterDetails: part({ name: text, arn: text, taskDetails: part({ definitionArn: text }) }),
  containerDetails: part({ id: text, name: text, image: text }),
  rdsDbInstanceDetails: part({ dbInstanceIdentifier: text, dbInstanceArn: text, engine: text }),
  rdsLimitlessDbDetails: part({ dbShardGroupIdentifier: text, dbShardGroupArn: text }),
  rdsDbUserDetails: part({ user: text, database: text, application: text }),
  lambdaDetails: part({ functionName: text, functionArn: text }),
  ebsVolumeDetails: part({ scannedVolumeDetails: list(z.object({ volumeArn: text })) }),
  ebsSnapshotDetails: part({ snapshotArn: text }),
  ec2ImageDetails: part({ imageArn: text }),
  recoveryPointDetails: part({ recoveryPointArn: text, backupVaultName: text }),
});

/** `id`, `type` and `accountId` make the alert; everything else may be missing. */
export const findingSchema = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  accountId: z.string().min(1),
  arn: text,
  partition: text,
  region: text,
  severity: text,
  title: text,
  description: text,
  createdAt: text,
  updatedAt: text,
  service,
  resource,
});

export type Finding = z.output<typeof findingSchema>;
export type RemoteIp = z.output<typeof remoteIp>;
