/** From when on Irene calls something about herself a trouble: `ops` of `rules/policy.yml`. */
export interface OpsPolicy {
  /** A saved file or a case to show that waits longer. */
  lagMinutes: number;
  /** Of the disk under the data folder. */
  diskPercent: number;
  clockSkewSeconds: number;
  /** So long the ops channel must have failed before PagerDuty is told in its place. */
  slackDownMinutes: number;
  silence: SilenceRule[];
}

/** How long one source, or one account of it, may bring nothing: instead of what Irene has learned. */
export interface SilenceRule {
  source: string;
  /** `*`: each account without a rule of its own. Absent: the source as a whole. */
  account?: string;
  /** Milliseconds. */
  after: number | 'never';
}

/** What holds where the policy says nothing. The lag is above the 10 minutes after which a file that fails is given up. */
export const usualOps: OpsPolicy = {
  lagMinutes: 15,
  diskPercent: 90,
  clockSkewSeconds: 60,
  slackDownMinutes: 2,
  silence: [],
};
