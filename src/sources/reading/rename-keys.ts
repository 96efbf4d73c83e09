import type { Json } from '#core/json.ts';
import { isObject } from './objects.ts';

/** The same value with its keys renamed, all the way down. What stands under a key that `isOpaque` names stays as it is. */
export function renameKeys(
  value: Json,
  rename: (key: string) => string,
  isOpaque = (_key: string): boolean => false,
): Json {
  if (Array.isArray(value)) return value.map((each) => renameKeys(each, rename, isOpaque));
  if (!isObject(value)) return value;
  const pairs = Object.entries(value).map(([key, each]): [string, Json] => [
    rename(key),
    isOpaque(key) ? each : renameKeys(each, rename, isOpaque),
  ]);
  return Object.fromEntries(pairs);
}

/** `AccountId` → `accountId` */
export function lowerFirst(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}

/** `ipPermissions` → `IpPermissions` */
export function upperFirst(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** `iam_policy` → `iamPolicy` */
export function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
