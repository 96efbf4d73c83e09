import type { Resource } from '#core/alert.ts';
import type { Finding, FindingResource } from './finding.ts';

/** What the finding is about; its project where it names nothing. */
export function resourceOf(finding: Finding, resource: FindingResource, account: string): Resource {
  const id = finding.resourceName ?? resource.name ?? `//cloudresourcemanager.googleapis.com/projects/${account}`;
  const name = resource.displayName ?? (isProject(id) ? account : id.split('/').at(-1));
  return { id, type: resource.type ?? typeIn(id), ...(name === undefined || name === '' ? {} : { name }) };
}

function isProject(id: string): boolean {
  return id.startsWith('//cloudresourcemanager.googleapis.com/projects/');
}

/** `//compute.googleapis.com/projects/p/global/firewalls/f` → `compute firewalls`. */
function typeIn(id: string): string {
  const [service = '', ...path] = id.replace(/^\/\//, '').split('/');
  const product = service.split('.')[0] ?? '';
  if (product === 'storage') return 'storage buckets';
  return [product, path.at(-2)].filter(Boolean).join(' ') || 'resource';
}

/** The region, zone or location of the resource, from its own field or from its name. */
export function regionOf(finding: Finding, resource: FindingResource): string | undefined {
  if (resource.location !== undefined) return resource.location;
  const names = [finding.resourceName, finding.sourceProperties?.properties?.instanceDetails];
  for (const name of names) {
    const found = /\/(?:zones|regions|locations)\/([^/]+)/.exec(name ?? '')?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
