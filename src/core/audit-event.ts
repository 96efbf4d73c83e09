import type { Instant, JsonObject } from './json.ts';

/** One line of an audit log. `record` is the product's own record as it came, thus hostile until escaped. */
export interface AuditEvent {
  /** The source's name, e.g. `cloudtrail`. */
  source: string;
  /** The product's own id; the same when it is delivered again, and for both records of one long operation. */
  id: string;
  /** Event time. */
  at: Instant;
  provider: 'aws' | 'gcp' | 'other';
  /** AWS account id, Google Cloud project id. */
  account: string;
  region?: string;
  /** As Sigma names kinds of logs: `{ product: 'aws', service: 'cloudtrail' }`. */
  logsource: { product: string; service: string };
  record: JsonObject;
}
