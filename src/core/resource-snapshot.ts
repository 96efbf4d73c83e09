import type { Resource } from './alert.ts';
import type { Instant, JsonObject } from './json.ts';

/** A resource as it was configured at a moment, or the news that it is gone. */
export interface ResourceSnapshot {
  /** The source's name, e.g. `cai`. */
  source: string;
  provider: 'aws' | 'gcp' | 'other';
  account: string;
  region?: string;
  /** `type` is what `resource.type` of a config rule names: `ec2.security_group`, `run.googleapis.com/Service`. */
  resource: Resource;
  at: Instant;
  deleted: boolean;
  /** What the detection of a config rule sees: the provider's own description of it. Empty when deleted. */
  config: JsonObject;
  /**
   * `config` says something only of the keys that it has; the others are as they were. The clouds tell what a resource is
   * and who may use it in different files.
   */
  isPartial?: true;
}
