import type { Instant, Json, JsonObject } from '#core/json.ts';
import type { RuleRouting } from '#core/rule-routing.ts';
import type { Severity } from '#core/severity.ts';
import type { Counting } from './counting/counting.ts';
import type { Detection } from './detection/detection.ts';
import type { EndReason } from './end-reason.ts';

/** `on` makes alerts; `test` is evaluated and only told in the daily digest; `off` is not evaluated. */
export type RuleStatus = 'on' | 'test' | 'off';

/** What every rule has. `path` is relative to the rules folder; `line` is where the document begins, from 1. */
export interface RuleBase {
  /** Unique among all rules: a slug, or the UUID of a Sigma rule. */
  id: string;
  title: string;
  path: string;
  line: number;
  status: RuleStatus;
  description?: string;
  references: string[];
  tags: string[];
  falsePositives: string[];
  /** The inline tests as they are written; `testing/` reads them. */
  tests: JsonObject[];
  /** Its document as it stands in the file; of rules that were read from one. */
  text?: string;
}

/** Sigma's `logsource`: what is absent matches any. */
export interface Logsource {
  product?: string;
  service?: string;
  category?: string;
}

/** Audit event → alert. */
export interface DetectionRule extends RuleBase {
  kind: 'detection';
  logsource: Logsource;
  detection: Detection;
  severity: Severity;
  /** Fields whose values, with the rule's id, make two alerts the same; empty: account and resource do. */
  key: string[];
  /** `count:` of the file: alerts when this many matched, not for each. */
  counting?: Counting;
  routing: RuleRouting;
}

/** A Sigma correlation document: makes alerts out of the matches of other rules. */
export interface CorrelationRule extends RuleBase {
  kind: 'correlation';
  counting: Counting;
  severity: Severity;
  routing: RuleRouting;
}

/** Resource snapshot → alert while it matches. */
export interface ConfigRule extends RuleBase {
  kind: 'config';
  resource: { provider: string; type: string };
  detection: Detection;
  severity: Severity;
  routing: RuleRouting;
}

export type Adjustment =
  | { do: 'set'; to: Severity }
  | { do: 'cap'; to: Severity }
  | { do: 'floor'; to: Severity }
  | { do: 'raise'; by: number }
  | { do: 'lower'; by: number };

/** Alert → another severity, with a reason. Run by `order`, then id. */
export interface SeverityRule extends RuleBase {
  kind: 'severity';
  order: number;
  detection: Detection;
  /** Absent when `repeat` says it all. */
  adjust?: Adjustment;
  repeat?: { by: string[]; withinMs: number; steps: { from: number; adjust: Adjustment }[] };
  final: boolean;
}

/** Alert, audit event or resource change → the case is closed. Fields: `alert.*`, `update.*`, `resource.*`. */
export interface CloseRule extends RuleBase {
  kind: 'close';
  detection: Detection;
  /** Fields of the case that must be the same in the update: `alert.resource.id`. */
  same: string[];
  reason: EndReason;
  /** Whether the next alert opens it again. */
  reopen: boolean;
  /** Closes what nobody has touched and nothing has repeated for so long; marked expired, never fixed. */
  idleMs?: number;
}

/** What makes two alerts one, instead of source, type, account and resource. The first that matches decides. */
export interface IdentityRule extends RuleBase {
  kind: 'identity';
  order: number;
  detection: Detection;
  /** Fields of `alert.*`, `update.*`, `resource.*`; where one has no value, the rule does not decide. */
  by: string[];
  /** Alerts of all identity rules with the same name meet; usually the rule's own id. */
  name: string;
}

/** Matching alerts are recorded and make no noise until then. */
export interface SilenceRule extends RuleBase {
  kind: 'silence';
  detection: Detection;
  until: Instant;
  reason: string;
}

export type Rule = DetectionRule | CorrelationRule | ConfigRule | SeverityRule | CloseRule | IdentityRule | SilenceRule;

/** A list of `rules/lists/`, for `%name%`. */
export type Lists = ReadonlyMap<string, readonly Exclude<Json, Json[] | JsonObject>[]>;
