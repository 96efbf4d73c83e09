import type { Alert } from '#core/alert.ts';
import type { Json } from '#core/json.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { consoleOf } from './reading/aws-console.ts';
import { elementsIn } from './reading/elements-in.ts';
import { firstInstant } from './reading/instant-of.ts';
import { hasEarly, isObject } from './reading/objects.ts';
import { rejectOf } from './reading/reject-of.ts';
import { securityhubFacts } from './securityhub/facts-of.ts';
import { findingSchema } from './securityhub/finding.ts';
import type { Finding } from './securityhub/finding.ts';
import { findingsIn, isFinding } from './securityhub/findings-in.ts';
import { resourceOf, subjectOf } from './securityhub/resource-of.ts';
import { severityOf, typeOf } from './securityhub/type-of.ts';

/**
 * AWS Security Hub: findings in its format (ASFF) in EventBridge events, imported or sent by a custom action, also wrapped by
 * SNS, the answer of `GetFindings`, lists and JSON lines. One alert for a finding, however many resources it names.
 */
export const securityhub = {
  name: 'securityhub',
  recognises(value: Json): boolean {
    const elements = elementsOf(value);
    return elements === undefined ? isOne(value) : hasEarly(elements, isOne);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    let index = 0;
    for (const element of elementsOf(value) ?? [value]) {
      const found = findingsIn(element);
      if ('problem' in found) yield { reject: { index: index++, reason: `no Security Hub finding: ${found.problem}` } };
      else for (const finding of found.findings) yield readOne(finding, index++, about);
    }
  },
} satisfies Source;

function elementsOf(value: Json): Json[] | undefined {
  return elementsIn(value, 'Findings', 'findings');
}

function isOne(value: Json): boolean {
  const found = findingsIn(value);
  return 'findings' in found && hasEarly(found.findings, isFinding);
}

function readOne(value: Json, index: number, about: FileInfo): Read {
  const parsed = findingSchema.safeParse(value);
  if (!parsed.success || !isObject(value)) {
    if (parsed.error !== undefined) return rejectOf('Security Hub finding', parsed.error, index);
    return { reject: { index, reason: 'no Security Hub finding: not an object' } };
  }
  const type = typeOf(parsed.data);
  if (type === undefined) {
    return { reject: { index, reason: 'no Security Hub finding: neither a control nor GeneratorId nor Types' } };
  }
  return { record: { kind: 'alert', alert: alertOf(parsed.data, type, about), update: value } };
}

function alertOf(finding: Finding, type: string, about: FileInfo): Alert {
  const { Region: ownRegion, ProductArn: product } = finding;
  const subject = subjectOf(finding);
  const region = ownRegion ?? subject?.Region ?? (product?.split(':')[3] || undefined);
  const partition = product?.split(':')[1];
  return {
    source: 'securityhub',
    id: finding.Id,
    type,
    title: finding.Title ?? type,
    ...(finding.Description === undefined ? {} : { description: finding.Description }),
    provider: 'aws',
    account: finding.AwsAccountId,
    ...(region === undefined ? {} : { region }),
    resource: resourceOf(finding),
    at: firstInstant([finding.UpdatedAt, finding.LastObservedAt, finding.CreatedAt], about.receivedAt),
    nativeSeverity: severityOf(finding),
    facts: securityhubFacts(finding),
    ...consoleOf({ partition, region })('securityhub', `/findings?search=${searchFor(finding.Id)}`),
    ...endOf(finding),
  };
}

/** As the console writes a search into its address: the filter encoded in the search, and the search once more. */
function searchFor(id: string): string {
  return encodeURIComponent(`Id=${encodeURIComponent(`\\operator\\:EQUALS\\:${id}`)}`);
}

/**
 * That a finding is archived, or its check does not apply any more, may mean that the resource is gone or only that somebody
 * tidied up: close rules decide that.
 */
function endOf({ Workflow: workflow, Compliance: compliance }: Finding): Pick<Alert, 'ended'> {
  if (workflow?.Status === 'SUPPRESSED') return { ended: 'expected' };
  return workflow?.Status === 'RESOLVED' || compliance?.Status === 'PASSED' ? { ended: 'fixed' } : {};
}
