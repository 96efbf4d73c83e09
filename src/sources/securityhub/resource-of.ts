import type { Resource } from '#core/alert.ts';
import type { Finding, FindingResource } from './finding.ts';

/**
 * The resource a finding is about: the first that it calls the target, else the first. The others are facts. Where it names
 * none, the account.
 */
export function subjectOf({ Resources: all }: Finding): FindingResource | undefined {
  return all.find((each) => each.ResourceRole?.toLowerCase() === 'target') ?? all[0];
}

export function resourceOf(finding: Finding): Resource {
  const subject = subjectOf(finding);
  const { AwsAccountId: account } = finding;
  if (subject === undefined) return { id: `AWS::::Account:${account}`, type: 'AwsAccount', name: account };
  return { id: subject.Id, type: subject.Type ?? 'Other', name: subject.Tags?.Name ?? shortName(subject.Id) };
}

/** `arn:aws:s3:::example-logs` → `example-logs`; the last of what slashes and colons divide. */
function shortName(id: string): string {
  return id.split(/[:/]/).findLast((each) => each !== '') ?? id;
}
