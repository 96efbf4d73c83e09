import type { Finding } from './finding.ts';

/**
 * What is wrong, in the words that stay the same from one resource to the next: the control (`S3.1`), else the one
 * vulnerability, else what made the finding. Services of AWS name only themselves there, and what they found under `Types`.
 */
export function typeOf(finding: Finding): string | undefined {
  const { Compliance: compliance, GeneratorId: generator, Types: types, Vulnerabilities: vulnerabilities } = finding;
  if (compliance?.SecurityControlId !== undefined) return compliance.SecurityControlId;
  if (compliance !== undefined && generator !== undefined) return generator.replace(/^security-control\//, '');
  if (vulnerabilities.length === 1 && vulnerabilities[0]?.Id !== undefined) return vulnerabilities[0].Id;
  const ofAws = generator?.startsWith('arn:') === true || finding.ProductArn?.includes(':product/aws/') === true;
  return ofAws ? (types[0] ?? generator) : (generator ?? types[0]);
}

/** The word where there is one; else the word of the number, from 0 to 100, as Security Hub itself gives it. */
export function severityOf({ Severity: severity }: Finding): string {
  if (severity?.Label !== undefined) return severity.Label;
  const number = Number(severity?.Normalized ?? Number.NaN);
  if (Number.isNaN(number)) return 'UNSPECIFIED';
  if (number >= 90) return 'CRITICAL';
  if (number >= 70) return 'HIGH';
  if (number >= 40) return 'MEDIUM';
  return number >= 1 ? 'LOW' : 'INFORMATIONAL';
}
