import type { Alert } from '#core/alert.ts';
import type { Instant } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { ConfigRule } from './rule.ts';

/** What the config rules have said of a resource so far: by the rule's id the newest alert of what is open. */
export interface OpenRules {
  [rule: string]: Alert;
}

/** What is known of a resource before a snapshot comes. */
export interface BeforeSnapshot {
  open: OpenRules;
  /** Whether the snapshot describes another configuration. */
  hasChanged: boolean;
}

/** What a snapshot brings. */
export interface AfterSnapshot {
  open: OpenRules;
  /** In the order in which they are to be recorded. */
  alerts: Alert[];
}

export interface Following {
  /** Those that match the snapshot, without those that are only tried. */
  matching: readonly ConfigRule[];
  alertOf(rule: ConfigRule, snapshot: ResourceSnapshot): Alert;
  /** Whether one more case may be opened by this rule now. */
  mayOpen(rule: ConfigRule): boolean;
}

/** An open case hears so often that it still is as it was: an accepted risk may have come to its end. */
const againMs = 24 * 3_600_000;

/**
 * Config rules are followed by the level, not by the edge: a case is open while its rule matches the newest snapshot and
 * ends as fixed when it does not, or is not among the rules any more, and as deleted with its resource. Pure.
 */
export function followResource(before: BeforeSnapshot, snapshot: ResourceSnapshot, rules: Following): AfterSnapshot {
  const after: AfterSnapshot = { open: {}, alerts: [] };
  for (const rule of rules.matching) {
    const known = before.open[rule.id];
    const isNews = known === undefined || before.hasChanged || isOld(known.at, snapshot.at);
    if (known === undefined && !rules.mayOpen(rule)) continue;
    const alert = isNews ? rules.alertOf(rule, snapshot) : known;
    after.open[rule.id] = alert;
    if (isNews) after.alerts.push(alert);
  }
  for (const [id, known] of Object.entries(before.open)) {
    if (after.open[id] !== undefined) continue;
    after.alerts.push({ ...known, at: snapshot.at, ended: snapshot.deleted ? 'deleted' : 'fixed' });
  }
  return after;
}

function isOld(alertAt: Instant, at: Instant): boolean {
  return Date.parse(at) - Date.parse(alertAt) >= againMs;
}
