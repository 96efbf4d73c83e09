import { z } from 'zod';
import { list, part, text } from '../reading/lenient.ts';

/*
 * The fields of a Security Command Center finding and of its resource that Irene uses. API v1 and v2 share the finding;
 * v2 puts what is Google's about the resource under `gcpMetadata`.
 * https://cloud.google.com/security-command-center/docs/reference/rest/v2/organizations.sources.findings
 */

/** What older detectors say in their own words; newer ones have fields for it. */
const sourceProperties = part({
  ProjectId: text,
  project_id: text,
  SeverityLevel: text,
  detectionPriority: text,
  Explanation: text,
  Recommendation: text,
  AllowedIpRange: text,
  SourceRange: text,
  Allowed: text,
  ActivationTrigger: text,
  evidence: list(z.object({ sourceLogId: part({ projectId: text }) })),
  properties: part({
    project_id: text,
    instanceDetails: text,
    network: part({ project: text }),
    ipConnection: part({ srcIp: text, srcPort: text, destIp: text, destPort: text }),
    loginAttempts: list(z.object({ authResult: text, sourceIp: text, userName: text, vmName: text })),
    sensitiveRoleGrant: part({ members: list(text) }),
  }),
});

export const findingSchema = z.object({
  category: z.string().min(1),
  name: text,
  resourceName: text,
  state: text,
  mute: text,
  severity: text,
  findingClass: text,
  description: text,
  nextSteps: text,
  externalUri: text,
  eventTime: text,
  createTime: text,
  parentDisplayName: text,
  sourceProperties,
  indicator: part({ ipAddresses: list(text), domains: list(text), uris: list(text) }),
  access: part({
    principalEmail: text,
    principalSubject: text,
    callerIp: text,
    callerIpGeo: part({ regionCode: text }),
    userAgent: text,
    userAgentFamily: text,
    serviceName: text,
    methodName: text,
    serviceAccountKeyName: text,
  }),
  connections: list(
    z.object({ sourceIp: text, sourcePort: text, destinationIp: text, destinationPort: text, protocol: text }),
  ),
  iamBindings: list(z.object({ action: text, role: text, member: text })),
  processes: list(z.object({ name: text, binary: part({ path: text, sha256: text }), args: list(text) })),
  mitreAttack: part({ primaryTactic: text, primaryTechniques: list(text) }),
  vulnerability: part({ cve: part({ id: text, cvssv3: part({ baseScore: text }) }) }),
  database: part({ displayName: text, userName: text, query: text }),
  attackExposure: part({ score: text }),
});

export const resourceSchema = part({
  name: text,
  displayName: text,
  type: text,
  location: text,
  cloudProvider: text,
  projectDisplayName: text,
  project: text,
  projectName: text,
  gcpMetadata: part({ project: text, projectDisplayName: text }),
  awsMetadata: part({ account: part({ id: text }) }),
});

export type Finding = z.output<typeof findingSchema>;
export type FindingResource = NonNullable<z.output<typeof resourceSchema>>;
