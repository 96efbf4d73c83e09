import type { JsonObject } from '#core/json.ts';
import { objectOf, textOf } from '../reading/objects.ts';

/**
 * The project an entry belongs to: by its resource, by the log it stands in, by the name of what it is about. Else the
 * organization or folder of the log, as `organizations/123`; at last `unknown`.
 */
export function accountOf(entry: JsonObject, payload: JsonObject): string {
  const labels = objectOf(objectOf(entry['resource'])['labels']);
  const log = textOf(entry['logName']);
  return (
    textOf(labels['project_id']) ??
    projectIn(log) ??
    projectIn(textOf(payload['resourceName'])) ??
    ownerIn(log) ??
    'unknown'
  );
}

/** `projects/_/buckets/…` and `projects/-/serviceAccounts/…` name no project. */
function projectIn(name: string | undefined): string | undefined {
  const project = /^(?:\/\/[^/]+\/)?projects\/([^/]+)/.exec(name ?? '')?.[1];
  return project === '_' || project === '-' ? undefined : project;
}

function ownerIn(log: string | undefined): string | undefined {
  return /^(?:organizations|folders|billingAccounts)\/[^/]+/.exec(log ?? '')?.[0];
}

/** `europe-west1` also where the resource lies in the zone `europe-west1-b`. */
export function regionOf(entry: JsonObject): string | undefined {
  const labels = objectOf(objectOf(entry['resource'])['labels']);
  const place = textOf(labels['region']) ?? textOf(labels['location']) ?? textOf(labels['zone']);
  return place?.replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, '$1');
}
