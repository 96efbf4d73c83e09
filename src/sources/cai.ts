import type { Json, JsonObject } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { openAsset } from './cai/asset.ts';
import type { Asset } from './cai/asset.ts';
import { accountOf, regionOf } from './cai/place-of.ts';
import { elementsIn } from './reading/elements-in.ts';
import { firstInstant } from './reading/instant-of.ts';
import { hasEarly, objectOf, textOf } from './reading/objects.ts';

/**
 * Google Cloud Asset Inventory: exports (JSON lines of assets), the messages of a feed (Pub/Sub), the answer of
 * `assets.list`, and lists of any of these.
 */
export const cai = {
  name: 'cai',
  recognises(value: Json): boolean {
    const elements = elementsOf(value);
    return elements === undefined ? isOne(value) : hasEarly(elements, isOne);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    for (const [index, element] of (elementsOf(value) ?? [value]).entries()) yield readOne(element, index, about);
  },
} satisfies Source;

function elementsOf(value: Json): Json[] | undefined {
  return elementsIn(value, 'assets', 'receivedMessages');
}

function isOne(value: Json): boolean {
  return 'name' in openAsset(value);
}

function readOne(element: Json, index: number, about: FileInfo): Read {
  const asset = openAsset(element);
  if ('problem' in asset) return { reject: { index, reason: `no asset of Cloud Asset Inventory: ${asset.problem}` } };
  return { record: { kind: 'resource', snapshot: snapshotOf(asset, about), update: asset.update } };
}

function snapshotOf(asset: Asset, about: FileInfo): ResourceSnapshot {
  const { name, type, content, before } = asset;
  // the asset of a deletion is hardly more than its name
  const told = asset.deleted ? { ...before, ...content } : content;
  const data = objectOf(objectOf(told['resource'])['data']);
  const region = regionOf(name, told);
  return {
    source: 'cai',
    provider: 'gcp',
    account: accountOf(name, told),
    ...(region === undefined ? {} : { region }),
    resource: { id: name, type, name: shortNameOf(name, data) },
    at: firstInstant([asset.since, textOf(content['updateTime']), asset.publishedAt], about.receivedAt),
    deleted: asset.deleted,
    config: asset.deleted ? {} : content,
    ...(isPartial(asset) ? { isPartial: true as const } : {}),
  };
}

/** Resource and IAM policy are two kinds of content, and one export or feed has one of them. */
function isPartial({ deleted, content }: Asset): boolean {
  return !deleted && !('resource' in content && 'iamPolicy' in content);
}

function shortNameOf(name: string, data: JsonObject): string {
  return textOf(data['displayName']) ?? name.split('/').findLast((each) => each !== '') ?? name;
}
