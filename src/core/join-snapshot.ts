import type { Instant } from './json.ts';
import type { ResourceSnapshot } from './resource-snapshot.ts';

/** A resource as it is put together from what came of it. */
export interface Joined {
  snapshot: ResourceSnapshot;
  /** As of when each key of its configuration is; only where they came by parts. */
  partsAt?: { [key: string]: Instant };
}

/**
 * The resource with what a snapshot says of it: all of it, or the keys that a partial one has. Undefined when that is
 * older than what is known, or as old. Pure; parts may come in any order.
 */
export function joinSnapshot(known: Joined | undefined, news: ResourceSnapshot): Joined | undefined {
  if (news.isPartial !== true || news.deleted) {
    return known === undefined || news.at > known.snapshot.at ? { snapshot: whole(news) } : undefined;
  }
  if (known !== undefined && known.snapshot.deleted && news.at <= known.snapshot.at) return undefined;
  const base = known === undefined || known.snapshot.deleted ? undefined : known;
  const ages = base === undefined ? {} : agesOf(base);
  const newer = Object.keys(news.config).filter((key) => news.at > (ages[key] ?? ''));
  if (base !== undefined && newer.length === 0) return undefined;
  const config = {
    ...base?.snapshot.config,
    ...Object.fromEntries(newer.map((key) => [key, news.config[key] ?? null])),
  };
  const partsAt = { ...ages, ...Object.fromEntries(newer.map((key) => [key, news.at])) };
  const newest = base === undefined || news.at >= base.snapshot.at ? news : base.snapshot;
  return { snapshot: { ...whole(newest), config }, partsAt };
}

function whole({ isPartial: _1, ...snapshot }: ResourceSnapshot): ResourceSnapshot {
  return snapshot;
}

function agesOf({ snapshot, partsAt }: Joined): { [key: string]: Instant } {
  const all = Object.keys(snapshot.config).map((key): [string, Instant] => [key, snapshot.at]);
  return { ...Object.fromEntries(all), ...partsAt };
}
