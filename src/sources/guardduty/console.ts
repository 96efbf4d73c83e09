import type { Finding } from './finding.ts';

const hosts = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
]);

/** Makes links into the AWS console of the finding's partition and region; no link where either is not a plain name. */
export function consoleOf(finding: Finding): (service: string, page: string) => { url?: string } {
  const host = hosts.get(finding.partition ?? 'aws');
  const { region } = finding;
  return (service, page) => {
    if (host === undefined || region === undefined || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return {};
    if (service === 's3') return { url: `https://${host}/s3${page}?region=${region}` };
    return { url: `https://${host}/${service}/home?region=${region}#${page}` };
  };
}

/** The finding itself in the GuardDuty console. */
export function findingLink(finding: Finding): { url?: string } {
  return consoleOf(finding)('guardduty', `/findings?search=id%3D${encodeURIComponent(finding.id)}`);
}
