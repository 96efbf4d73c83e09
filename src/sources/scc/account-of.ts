import type { Finding, FindingResource } from './finding.ts';

/** Google's form of a project id, with the domain in front that old projects have. */
const projectId = /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

/**
 * The id of the project that the finding belongs to, for that is what teams write into their list of projects. What names
 * it for sure comes first; the number, and the organization or folder, only where no id is anywhere. `unknown` at last.
 */
export function accountOf(finding: Finding, resource: FindingResource): string {
  const aws = resource.awsMetadata?.account?.id;
  if (aws !== undefined) return aws;
  const own = finding.sourceProperties;
  const ids = [
    resource.projectDisplayName,
    resource.gcpMetadata?.projectDisplayName,
    projectIn(finding.resourceName),
    projectIn(resource.name),
    own?.ProjectId,
    own?.project_id,
    own?.properties?.project_id,
    own?.properties?.network?.project,
    ...(own?.evidence ?? []).map((each) => each.sourceLogId?.projectId),
    projectIn(own?.properties?.instanceDetails),
    projectOfLink(finding.externalUri),
  ];
  const known = ids.find((id) => id !== undefined && projectId.test(id));
  return known ?? numberOf(finding, resource) ?? finding.name?.split('/').slice(0, 2).join('/') ?? 'unknown';
}

function numberOf(finding: Finding, resource: FindingResource): string | undefined {
  const names = [
    resource.gcpMetadata?.project,
    resource.project,
    resource.projectName,
    finding.resourceName,
    finding.name,
  ];
  return names.map(projectIn).find((each) => each !== undefined);
}

function projectIn(name: string | undefined): string | undefined {
  return /(?:^|\/)projects\/([^/?#]+)/.exec(name ?? '')?.[1];
}

function projectOfLink(link: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  return new URL(link).searchParams.get('project') ?? undefined;
}
