import type { Json, JsonObject } from '#core/json.ts';
import { isObject, objectOf, textOf } from '../reading/objects.ts';
import { openPubsub } from '../reading/pubsub.ts';
import { camelCase, renameKeys } from '../reading/rename-keys.ts';

/** An asset as Irene's rules see it. */
export interface Asset {
  /** `//compute.googleapis.com/projects/web-prod/…` */
  name: string;
  /** `compute.googleapis.com/Firewall` */
  type: string;
  /** With the names of the API (`iamPolicy`), whatever wrote the file; what the product says under `resource.data` stays as it is. */
  content: JsonObject;
  /** What it was before, where a feed says so. */
  before: JsonObject;
  deleted: boolean;
  /** Since when it is so. */
  since?: string | undefined;
  publishedAt?: string | undefined;
  /** The record as it came, out of its envelope. */
  update: JsonObject;
}

/** The asset in a feed message (`{asset, priorAsset, window, deleted}`, also in its Pub/Sub envelope) or an asset itself. */
export function openAsset(value: Json): Asset | { problem: string } {
  const carried = openPubsub(value);
  if ('problem' in carried) return carried;
  const { value: update } = carried;
  if (!isObject(update)) return { problem: 'not an object' };
  const message = isObject(update['asset']) ? update : {};
  const content = contentOf(objectOf(message['asset'] ?? update));
  const { name, assetType: type } = content;
  if (typeof name !== 'string' || !/^\/\/[^/]+\/./.test(name)) return { problem: 'without the full name of an asset' };
  if (typeof type !== 'string' || type === '') return { problem: 'without an assetType' };
  const window = objectOf(message['window']);
  return {
    name,
    type,
    content,
    before: contentOf(objectOf(message['priorAsset'] ?? message['prior_asset'])),
    deleted: message['deleted'] === true,
    since: textOf(window['startTime']) ?? textOf(window['start_time']),
    publishedAt: textOf(carried.publishedAt),
    update,
  };
}

function contentOf(asset: JsonObject): JsonObject {
  return objectOf(renameKeys(asset, camelCase, (key) => key === 'data'));
}
