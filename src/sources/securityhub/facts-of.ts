import type { Fact } from '#core/alert.ts';
import { factsOf, listed, withDetail } from '../reading/facts.ts';
import { instantOf } from '../reading/instant-of.ts';
import type { Finding, RemoteIp } from './finding.ts';
import { subjectOf } from './resource-of.ts';

type Pairs = [label: string, value: string | undefined][];

/** Who did what from where, what was found, and what to do about it; the most telling first. */
export function securityhubFacts(finding: Finding): Fact[] {
  return factsOf([...who(finding), ...where(finding), ...what(finding), ...check(finding), ...product(finding)]);
}

function who({ Resources: resources, Process: process }: Finding): Pairs {
  const keys = resources.map((each) => each.Details?.AwsIamAccessKey);
  return [
    [
      'Principal',
      listed(keys.map((key) => withDetail(key?.PrincipalName ?? key?.UserName, key?.PrincipalType, key?.AccessKeyId))),
    ],
    ['Process', process?.Path ?? process?.Name],
  ];
}

function where({ Action: action }: Finding): Pairs {
  const { AwsApiCallAction: api, NetworkConnectionAction: network, DnsRequestAction: dns } = action ?? {};
  const probes = action?.PortProbeAction?.PortProbeDetails ?? [];
  const remote = [api, network, ...probes].map((each) => place(each?.RemoteIpDetails));
  const ports = probes.map(({ LocalPortDetails: local }) => withDetail(local?.Port, local?.PortName));
  const { LocalPortDetails: local, RemotePortDetails: far } = network ?? {};
  return [
    ['Remote IP', listed(remote)],
    ['API', listed([[api?.ServiceName?.split('.')[0], api?.Api].filter(Boolean).join(':')])],
    ['Caller domain', api?.DomainDetails?.Domain],
    ['Domain', dns?.Domain],
    ['Direction', withDetail(network?.ConnectionDirection, network?.Protocol)],
    ['Local port', withDetail(local?.Port, local?.PortName) ?? listed(ports)],
    ['Remote port', withDetail(far?.Port, far?.PortName)],
    ['Blocked', network?.Blocked ?? dns?.Blocked ?? action?.PortProbeAction?.Blocked],
  ];
}

function place(remote: RemoteIp): string | undefined {
  const { Asn: asn, AsnOrg: asnOrg, Org: org } = remote?.Organization ?? {};
  const network = [asn === undefined ? undefined : `AS${asn}`, asnOrg ?? org].filter(Boolean).join(' ');
  const ip = remote?.IpAddressV4 ?? remote?.IpAddressV6;
  return withDetail(ip, remote?.City?.CityName, remote?.Country?.CountryName, network);
}

function what(finding: Finding): Pairs {
  const packages = finding.Vulnerabilities.flatMap((each) => each.VulnerablePackages);
  const subject = subjectOf(finding);
  const details = finding.Resources.map((each) => each.Details);
  return [
    ['Vulnerability', listed(finding.Vulnerabilities.map((each) => each.Id))],
    [
      'Packages',
      listed(
        packages.map(({ Name: name, Version: version, FixedInVersion: fixed }) =>
          withDetail([name, version].filter(Boolean).join(' ') || undefined, fixed && `fixed in ${fixed}`),
        ),
      ),
    ],
    ['Exploit available', listed(finding.Vulnerabilities.map((each) => each.ExploitAvailable))],
    ['Malware', listed(finding.Malware.map((each) => withDetail(each.Name ?? each.Path, each.Name && each.Path)))],
    ['Threat', listed(finding.ThreatIntelIndicators.map((each) => withDetail(each.Value, each.Type, each.Source)))],
    ['Image', listed(details.map((each) => each?.Container?.ImageName))],
    ['IP addresses', listed(details.flatMap((each) => each?.AwsEc2Instance?.IpV4Addresses ?? []))],
    ['Instance role', listed(details.map((each) => each?.AwsEc2Instance?.IamInstanceProfileArn?.split('/').at(-1)))],
    ['Other resources', listed(finding.Resources.filter((each) => each !== subject).map((each) => each.Id))],
  ];
}

function check({ Compliance: compliance, Remediation: remediation, Note: note }: Finding): Pairs {
  const { Text: advice, Url: link } = remediation?.Recommendation ?? {};
  return [
    ['Check', compliance?.Status],
    ['Reason', listed((compliance?.StatusReasons ?? []).map((each) => each.Description ?? each.ReasonCode))],
    ['Requirements', listed(compliance?.RelatedRequirements ?? [])],
    ['Remediation', link === undefined ? advice : listed([advice, link])],
    ['Note', withDetail(note?.Text, note?.UpdatedBy)],
  ];
}

function product(finding: Finding): Pairs {
  return [
    ['Product', withDetail(finding.ProductName ?? finding.ProductArn?.split('/').at(-1), finding.CompanyName)],
    ['Account', finding.AwsAccountName],
    ['First seen', instantOf(finding.FirstObservedAt)],
    ['Last seen', instantOf(finding.LastObservedAt)],
    ['In the product', finding.SourceUrl],
    ['Sample', finding.Sample === 'true' ? 'yes, made to try things out' : undefined],
  ];
}
