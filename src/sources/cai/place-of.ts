import type { Json, JsonObject } from '#core/json.ts';
import { isObject, objectOf, textOf } from '../reading/objects.ts';

/**
 * The project an asset belongs to, by its id where the asset has it anywhere, else by its number (names of buckets have
 * neither: their ancestors do). Of what lies in no project, the organization or folder, as `organizations/123`.
 */
export function accountOf(name: string, content: JsonObject): string {
  const resource = objectOf(content['resource']);
  const data = objectOf(resource['data']);
  const ancestors = Array.isArray(content['ancestors']) ? content['ancestors'] : [];
  const projects = [
    ...[name, data['name'], data['selfLink']].map(projectIn),
    textOf(data['projectId']),
    textOf(data['project']),
    projectIn(content['ancestryPath']),
    ...[ancestors[0], resource['parent']].map(projectIn),
    textOf(data['projectNumber']),
  ].filter((each) => each !== undefined);
  const owner = textOf(ancestors[0]) ?? ownerIn(name);
  return projects.find((each) => !/^\d+$/.test(each)) ?? projects[0] ?? owner ?? 'unknown';
}

function projectIn(name: Json | undefined): string | undefined {
  const project = typeof name === 'string' ? /(?:^|\/)(?:projects?|apps)\/([^/?#]+)/.exec(name)?.[1] : undefined;
  return project === '_' || project === '-' ? undefined : project;
}

function ownerIn(name: string): string | undefined {
  return /(?:organizations|folders)\/[^/]+/.exec(name)?.[0];
}

/** `europe-west1`, also of what lies in the zone `europe-west1-b`; undefined for what is everywhere. */
export function regionOf(name: string, content: JsonObject): string | undefined {
  const resource = content['resource'];
  const { location, data } = isObject(resource) ? resource : {};
  const told = textOf(location) ?? textOf(objectOf(data)['location']);
  const place = (told ?? /\/(?:locations|regions|zones)\/([^/]+)/.exec(name)?.[1])?.toLowerCase();
  return place === 'global' ? undefined : place?.replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, '$1');
}
