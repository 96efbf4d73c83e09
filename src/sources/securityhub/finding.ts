import { z } from 'zod';
import { list, part, text } from '../reading/lenient.ts';

/*
 * The fields of a Security Hub finding (ASFF) that Irene uses.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
 */

const remoteIp = part({
  IpAddressV4: text,
  IpAddressV6: text,
  Country: part({ CountryName: text }),
  City: part({ CityName: text }),
  Organization: part({ Asn: text, AsnOrg: text, Org: text }),
});
const port = part({ Port: text, PortName: text });

const action = part({
  ActionType: text,
  AwsApiCallAction: part({
    Api: text,
    ServiceName: text,
    RemoteIpDetails: remoteIp,
    DomainDetails: part({ Domain: text }),
  }),
  NetworkConnectionAction: part({
    ConnectionDirection: text,
    Protocol: text,
    Blocked: text,
    RemoteIpDetails: remoteIp,
    RemotePortDetails: port,
    LocalPortDetails: port,
  }),
  DnsRequestAction: part({ Domain: text, Protocol: text, Blocked: text }),
  PortProbeAction: part({
    Blocked: text,
    PortProbeDetails: list(z.object({ LocalPortDetails: port, RemoteIpDetails: remoteIp })),
  }),
});

const resource = z.object({
  Id: z.string().min(1),
  Type: text,
  Partition: text,
  Region: text,
  ResourceRole: text,
  Tags: part({ Name: text }),
  Details: part({
    AwsIamAccessKey: part({ PrincipalName: text, UserName: text, PrincipalType: text, AccessKeyId: text }),
    AwsEc2Instance: part({ IamInstanceProfileArn: text, IpV4Addresses: list(text) }),
    Container: part({ ImageName: text }),
  }),
});

/** `Id` and `AwsAccountId` make the alert, with one name of what is wrong; everything else may be missing. */
export const findingSchema = z.object({
  Id: z.string().min(1),
  AwsAccountId: z.string().min(1),
  AwsAccountName: text,
  ProductArn: text,
  ProductName: text,
  CompanyName: text,
  GeneratorId: text,
  Types: list(text),
  Region: text,
  Title: text,
  Description: text,
  CreatedAt: text,
  UpdatedAt: text,
  FirstObservedAt: text,
  LastObservedAt: text,
  SourceUrl: text,
  Sample: text,
  Severity: part({ Label: text, Normalized: text }),
  Workflow: part({ Status: text }),
  RecordState: text,
  Compliance: part({
    Status: text,
    SecurityControlId: text,
    RelatedRequirements: list(text),
    StatusReasons: list(z.object({ ReasonCode: text, Description: text })),
  }),
  Remediation: part({ Recommendation: part({ Text: text, Url: text }) }),
  Note: part({ Text: text, UpdatedBy: text }),
  Action: action,
  Process: part({ Name: text, Path: text }),
  Malware: list(z.object({ Name: text, Path: text })),
  ThreatIntelIndicators: list(z.object({ Type: text, Value: text, Source: text })),
  Vulnerabilities: list(
    z.object({
      Id: text,
      VulnerablePackages: list(z.object({ Name: text, Version: text, FixedInVersion: text })),
      ExploitAvailable: text,
    }),
  ),
  Resources: list(resource),
});

export type Finding = z.output<typeof findingSchema>;
export type FindingResource = z.output<typeof resource>;
export type RemoteIp = z.output<typeof remoteIp>;
