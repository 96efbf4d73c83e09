import type { Fact } from '#core/alert.ts';
import { factsOf, listed, withDetail } from '../reading/facts.ts';
import { instantOf } from '../reading/instant-of.ts';
import type { Finding, RemoteIp } from './finding.ts';

type Action = NonNullable<NonNullable<Finding['service']>['action']>;
type Login = NonNullable<Action['rdsLoginAttemptAction']>['loginAttributes'][number];

/** Who did what from where, and how often; the most telling first. */
export function guarddutyFacts(finding: Finding): Fact[] {
  return factsOf([...who(finding), ...where(finding.service?.action ?? {}), ...what(finding), ...when(finding)]);
}

function who({ resource, service }: Finding): [string, string | undefined][] {
  const key = resource?.accessKeyDetails;
  const actors = service?.detection?.sequence?.actors ?? [];
  const process = service?.runtimeDetails?.process;
  const role = resource?.instanceDetails?.iamInstanceProfile?.arn;
  return [
    ['Principal', withDetail(key?.userName ?? key?.principalId, key?.userType, key?.accessKeyId)],
    ['Actors', listed(actors.map(({ user }) => withDetail(user?.name, user?.type)))],
    ['Kubernetes user', resource?.kubernetesDetails?.kubernetesUserDetails?.username],
    ['Database user', withDetail(resource?.rdsDbUserDetails?.user, resource?.rdsDbUserDetails?.application)],
    ['Process', withDetail(process?.executablePath ?? process?.name, process?.user, process?.executableSha256)],
    ['Instance role', role?.split('/').at(-1)],
  ];
}

function where(action: Partial<Action>): [string, string | undefined][] {
  const { awsApiCallAction: api, networkConnectionAction: network, kubernetesApiCallAction: kubernetes } = action;
  const probes = action.portProbeAction?.portProbeDetails ?? [];
  const logins = action.rdsLoginAttemptAction;
  const remote = [api, network, kubernetes, logins, ...probes].map((each) => place(each?.remoteIpDetails));
  const ports = probes.map((probe) => withDetail(probe.localPortDetails?.port, probe.localPortDetails?.portName));
  const local = network?.localPortDetails;
  const far = network?.remotePortDetails;
  return [
    ['Remote IP', listed(remote)],
    ['Remote account', api?.remoteAccountDetails?.accountId],
    ['API', listed([[api?.serviceName?.split('.')[0], api?.api].filter(Boolean).join(':')])],
    ['API error', api?.errorCode],
    ['Caller domain', api?.domainDetails?.domain],
    ['User agent', api?.userAgent ?? kubernetes?.userAgent],
    ['Kubernetes request', listed([[kubernetes?.verb, kubernetes?.requestUri].filter(Boolean).join(' ')])],
    ['Domain', action.dnsRequestAction?.domainWithSuffix ?? action.dnsRequestAction?.domain],
    ['Direction', withDetail(network?.connectionDirection, network?.protocol)],
    ['Local port', withDetail(local?.port, local?.portName) ?? listed(ports)],
    ['Remote port', withDetail(far?.port, far?.portName)],
    ['Logins', listed((logins?.loginAttributes ?? []).map(loginLine))],
    ['Blocked', network?.blocked ?? action.dnsRequestAction?.blocked ?? action.portProbeAction?.blocked],
  ];
}

function loginLine(login: Login): string {
  const failed = login.failedLoginAttempts ?? '0';
  return `${login.user ?? 'unknown user'}: ${failed} failed, ${login.successfulLoginAttempts ?? '0'} successful`;
}

function what({ resource, service }: Finding): [string, string | undefined][] {
  const machine = resource?.instanceDetails;
  const workload = resource?.kubernetesDetails?.kubernetesWorkloadDetails;
  const sequence = service?.detection?.sequence;
  const threats = service?.evidence?.threatIntelligenceDetails ?? [];
  const addresses = machine?.networkInterfaces ?? [];
  const buckets = resource?.s3BucketDetails ?? [];
  return [
    [
      'Endpoints',
      listed((sequence?.endpoints ?? []).map((end) => withDetail(end.ip ?? end.domain, end.location?.country))),
    ],
    ...(sequence?.sequenceIndicators ?? []).map((each): [string, string | undefined] => [
      each.title ?? each.key ?? 'Indicator',
      listed(each.values),
    ]),
    ['Signals', listed((sequence?.signals ?? []).map((signal) => signal.name ?? signal.type))],
    ['Threat', listed(threats.flatMap((threat) => [...threat.threatNames, threat.threatListName]))],
    ['Threat list', service?.additionalInfo?.threatListName],
    ['Public IP', listed(addresses.map((each) => each.publicIp))],
    ['Private IP', listed(addresses.map((each) => each.privateIpAddress))],
    ['Workload', listed([[workload?.namespace, workload?.type, workload?.name].filter(Boolean).join('/')])],
    ['Image', resource?.containerDetails?.image],
    [
      'Buckets',
      listed(buckets.map((each) => withDetail(each.name ?? each.arn, each.publicAccess?.effectivePermission))),
    ],
    ['Volumes', listed((resource?.ebsVolumeDetails?.scannedVolumeDetails ?? []).map((each) => each.volumeArn))],
  ];
}

function when({ service }: Finding): [string, string | undefined][] {
  const info = service?.additionalInfo;
  const isSample = info?.sample === 'true' || info?.value?.includes('"sample":true') === true;
  return [
    ['Count', service?.count],
    ['First seen', instantOf(service?.eventFirstSeen)],
    ['Last seen', instantOf(service?.eventLastSeen)],
    ['Role of the resource', service?.resourceRole],
    ['Sample', isSample ? 'yes, made by GuardDuty to try things out' : undefined],
  ];
}

/** `198.51.100.7 (Utrecht, Netherlands, AS64500 Example Hosting)` */
function place(remote: RemoteIp): string | undefined {
  const { asn, asnOrg, org } = remote?.organization ?? {};
  const network = [asn === undefined ? undefined : `AS${asn}`, asnOrg ?? org].filter(Boolean).join(' ');
  const ip = remote?.ipAddressV4 ?? remote?.ipAddressV6;
  return withDetail(ip, remote?.city?.cityName, remote?.country?.countryName, network);
}
