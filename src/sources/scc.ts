import type { Alert } from '#core/alert.ts';
import type { Json } from '#core/json.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { hashOf } from './reading/hash-of.ts';
import { firstInstant } from './reading/instant-of.ts';
import { hasEarly, isObject } from './reading/objects.ts';
import { rejectOf } from './reading/reject-of.ts';
import { accountOf } from './scc/account-of.ts';
import { holdsFinding, openEnvelope } from './scc/envelope.ts';
import { sccFacts } from './scc/facts-of.ts';
import { findingSchema, resourceSchema } from './scc/finding.ts';
import type { Finding, FindingResource } from './scc/finding.ts';
import { regionOf, resourceOf } from './scc/resource-of.ts';

/**
 * Google Security Command Center, API v1 and v2: Pub/Sub notifications (bare, or in their push or pull envelope), and the
 * output of `findings list` from the API and from gcloud.
 */
export const scc = {
  name: 'scc',
  recognises(value: Json): boolean {
    const elements = elementsOf(value);
    return elements === undefined ? holdsFinding(value) : hasEarly(elements, holdsFinding);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    for (const [index, element] of (elementsOf(value) ?? [value]).entries()) yield readOne(element, index, about);
  },
} satisfies Source;

function elementsOf(value: Json): Json[] | undefined {
  if (Array.isArray(value)) return value;
  const list = isObject(value) ? (value['listFindingsResults'] ?? value['receivedMessages']) : undefined;
  return Array.isArray(list) ? list : undefined;
}

function readOne(element: Json, index: number, about: FileInfo): Read {
  const opened = openEnvelope(element);
  if ('problem' in opened)
    return { reject: { index, reason: `no Security Command Center finding: ${opened.problem}` } };
  const finding = findingSchema.safeParse(opened.finding);
  if (!finding.success) return rejectOf('Security Command Center finding', finding.error, index);
  const published = typeof opened.publishedAt === 'string' ? opened.publishedAt : undefined;
  const at = firstInstant([finding.data.eventTime, published, finding.data.createTime], about.receivedAt);
  const resource = resourceSchema.parse(opened.resource) ?? {};
  return {
    record: {
      kind: 'alert',
      alert: { ...alertOf(finding.data, resource), id: idOf(finding.data, opened.finding), at },
      update: { finding: opened.finding, resource: opened.resource },
    },
  };
}

/** v1 and v2 name one finding with and without `locations/global`. Without a name its content must do. */
function idOf(finding: Finding, raw: Json): string {
  if (finding.name !== undefined) return finding.name.replace('/locations/global/', '/');
  return `unnamed/${hashOf(raw)}`;
}

function alertOf(finding: Finding, resource: FindingResource): Omit<Alert, 'id' | 'at'> {
  const account = accountOf(finding, resource);
  const subject = resourceOf(finding, resource, account);
  const description = finding.description ?? finding.sourceProperties?.Explanation;
  const region = regionOf(finding, resource);
  return {
    source: 'scc',
    type: finding.category,
    title: `${inWords(finding.category)} on ${subject.name ?? subject.id}`,
    ...(description === undefined ? {} : { description }),
    provider: providerOf(resource),
    account,
    ...(region === undefined ? {} : { region }),
    resource: subject,
    nativeSeverity: severityOf(finding),
    facts: sccFacts(finding),
    ...linkOf(finding, account),
    ...endOf(finding),
  };
}

const acronyms = /\b(acl|api|cmek|dns|gke|iam|ip|kms|mfa|os|rdp|sql|ssh|ssl|tls|ui|vm|vpc)\b/gi;

/** `OPEN_SSH_PORT` → `Open SSH port`; what is already words stays. */
function inWords(category: string): string {
  const words = category.replaceAll('_', ' ').trim();
  if (/[a-z]/.test(words)) return words;
  const lower = words.charAt(0) + words.slice(1).toLowerCase();
  return lower.replace(acronyms, (word) => word.toUpperCase());
}

function providerOf(resource: FindingResource): Alert['provider'] {
  if (resource.cloudProvider === 'AMAZON_WEB_SERVICES') return 'aws';
  return resource.cloudProvider === 'MICROSOFT_AZURE' ? 'other' : 'gcp';
}

/** Before `severity` was a field (2020), detectors kept it in their own properties. */
function severityOf({ severity, sourceProperties: old }: Finding): string {
  if (severity !== undefined && severity !== 'SEVERITY_UNSPECIFIED') return severity;
  return (old?.SeverityLevel ?? old?.detectionPriority ?? 'UNSPECIFIED').toUpperCase();
}

function endOf({ state, mute }: Finding): Pick<Alert, 'ended'> {
  if (state === 'INACTIVE') return { ended: 'fixed' };
  return mute === 'MUTED' ? { ended: 'accepted_risk' } : {};
}

function linkOf(finding: Finding, account: string): { url?: string } {
  if (finding.externalUri !== undefined) return { url: finding.externalUri };
  if (finding.name === undefined) return {};
  const [kind, owner = ''] = finding.name.split('/');
  const scope =
    kind === 'organizations' ? `organizationId=${encodeURIComponent(owner)}` : `project=${encodeURIComponent(account)}`;
  const page = 'https://console.cloud.google.com/security/command-center/findingsv2';
  return { url: `${page};name=${encodeURIComponent(finding.name)}?${scope}` };
}
