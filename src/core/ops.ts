import { boundAlert, type Alert, type Fact } from './alert.ts';
import { caseIdOf, fingerprintOf } from './fingerprint.ts';
import type { Instant } from './json.ts';

/** The source of Irene's own troubles: they are alerts like any other, so they are kept, coalesced and shown the same way. */
export const opsSource = 'irene-ops';

/** Those that end by themselves are closed by Irene when they are over; the others stay until a person closes them. */
export type TroubleKind =
  | 'unreadable-file'
  | 'unknown-source'
  | 'rejected-records'
  | 'inbox'
  | 'error'
  | 'rule-storm'
  | 'rules-in-test'
  | EndingKind;

export type EndingKind =
  | 'dead-letter'
  | 'gap'
  | 'mirror-failing'
  | 'lag'
  | 'source-silent'
  | 'job-not-run'
  | 'disk-nearly-full'
  | 'clock-skew'
  | 'rules-broken'
  | 'reminder-late';

/** Irene's own trouble. All with the same cause are one case. */
export interface Trouble {
  kind: TroubleKind;
  /** What it is about, the second half of its identity: a source's name, a destination. */
  about: string;
  title: string;
  facts: Fact[];
  /** Tells one occurrence from the next: a blob key, an hour. With `at` it must be the same when the same trouble is told twice. */
  occurrence: string;
  at: Instant;
  /** `low` calls nobody. */
  severity?: 'low' | 'medium' | 'high';
  /** It is over. */
  ended?: 'fixed' | 'expected';
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
    ...(trouble.ended === undefined ? {} : { ended: trouble.ended }),
  };
}

/** The case that gathers all troubles of this kind about this. */
export function opsCaseId({ kind, about }: Pick<Trouble, 'kind' | 'about'>): string {
  const any = { kind, about, title: kind, facts: [], occurrence: '', at: '' };
  return caseIdOf(fingerprintOf(boundAlert(opsAlert(any))));
}
