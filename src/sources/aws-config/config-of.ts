import type { Json, JsonObject } from '#core/json.ts';
import { defaultLimits } from '../reading/limits.ts';
import { isObject, objectOf } from '../reading/objects.ts';
import { parseOneJson } from '../reading/parse-json.ts';
import { upperFirst } from '../reading/rename-keys.ts';
import type { Item } from './item.ts';

/*
 * Config keeps a resource as the Describe call of its service answers, but most services with the first letter of each key
 * small. Rules are written in the names of the calls, which are those of the console and of most documents.
 */

/** The configuration with the supplementary one merged in; undefined where there is none. */
export function configOf(item: Item): JsonObject | undefined {
  const configuration = opened(item.configuration as Json);
  if (!isObject(configuration)) return undefined;
  const more = Object.entries(objectOf(item.supplementaryConfiguration as Json));
  const merged = {
    ...described(configuration),
    ...described(Object.fromEntries(more.map(([k, v]) => [k, opened(v)]))),
  };
  return withPolicy(withTags(merged, objectOf(item.tags as Json)));
}

function described(given: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(given).map(([key, each]): [string, Json] => {
      const name = upperFirst(key);
      const value = isDocument.test(name) ? opened(each) : each;
      if (isOfUsers.test(name) || isPolicy(value)) return [name, value];
      const renamed = deeper(value);
      return [name, isRules.test(name) && Array.isArray(renamed) ? renamed.map(withRanges) : renamed];
    }),
  );
}

function deeper(value: Json): Json {
  if (Array.isArray(value)) return value.map(deeper);
  return isObject(value) ? described(value) : value;
}

/** Its conditions have keys like `aws:SourceVpc`. */
function isPolicy(value: Json): boolean {
  return isObject(value) && 'Statement' in value;
}

const isDocument = /Policy(?:Document)?$/;
/** Keys in there are the user's own words. */
const isOfUsers = /^(?:Variables|Labels)$/;
const isRules = /^IpPermissions(?:Egress)?$/;

/** Objects that are given as text: JSON, and policies of IAM encoded like an address. */
function opened(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? null;
  const text = value.startsWith('%7B') ? decoded(value) : value;
  if (!/^"?[{[]/.test(text)) return value;
  const parsed = parseJsonText(text);
  // of functions it is a text in a text
  return typeof parsed === 'string' ? (parseJsonText(parsed) ?? value) : (parsed ?? value);
}

function parseJsonText(text: string): Json | undefined {
  const parsed = parseOneJson(text, defaultLimits);
  return 'value' in parsed ? parsed.value : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Config writes the ranges of a security group twice, and as texts where the call has objects. */
function withRanges(rule: Json): Json {
  if (!isObject(rule)) return rule;
  const { Ipv4Ranges: ranges, IpRanges: texts, ...rest } = rule;
  const all = [ranges, texts].find((each) => Array.isArray(each)) ?? [];
  return { ...rest, IpRanges: all.map((each) => (typeof each === 'string' ? { CidrIp: each } : each)) };
}

function withTags(config: JsonObject, tags: JsonObject): JsonObject {
  if (Array.isArray(config['Tags']) && config['Tags'].length > 0) return config;
  return { ...config, Tags: Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value })) };
}

/** The policy of a bucket is a text inside an object; as the call has it, it is found under `Policy` too. */
function withPolicy(config: JsonObject): JsonObject {
  const text = objectOf(config['BucketPolicy'])['PolicyText'];
  return typeof text === 'string' ? { ...config, Policy: opened(text) } : config;
}
