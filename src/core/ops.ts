import type { Alert, Fact } from './alert.ts';
import type { Instant } from './json.ts';

/** The source of Irene's own troubles: they are alerts like any other, so they are kept, coalesced and shown the same way. */
export const opsSource = 'irene-ops';

/** Irene's own trouble. All with the same cause are one case. */
export interface Trouble {
  /** What kind: `unreadable-file`, `unknown-source`, `rejected-records`, `dead-letter`, `gap`, `mirror-failing`. */
  kind: string;
  /** What it is about, the second half of its identity: a source's name, a destination. */
  about: string;
  title: string;
  facts: Fact[];
  /** Tells one occurrence from the next: a blob key, an hour. With `at` it must be the same when the same trouble is told twice. */
  occurrence: string;
  at: Instant;
  severity?: 'medium' | 'high';
}

/** The trouble as an alert of the `irene-ops` source. */
export function opsAlert(trouble: Trouble): Alert {
  return {
    source: opsSource,
    id: `${trouble.kind}/${trouble.about}/${trouble.occurrence}`,
    type: trouble.kind,
    title: trouble.title,
    provider: 'other',
    account: 'irene',
    resource: { id: trouble.about, type: 'irene' },
    at: trouble.at,
    nativeSeverity: trouble.severity ?? 'high',
    facts: trouble.facts,
  };
}
