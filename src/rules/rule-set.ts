import type { AuditEvent } from '#core/audit-event.ts';
import type { Policy } from '#core/policy.ts';
import type {
  CloseRule,
  ConfigRule,
  CorrelationRule,
  DetectionRule,
  IdentityRule,
  Lists,
  Rule,
  SeverityRule,
  SilenceRule,
} from './rule.ts';
import type { Steps } from './in-steps.ts';
import type { Subject } from './detection/detection.ts';

/** Finds the rules that match an event: routed by logsource, then by an index; the same as asking each rule. */
export interface EventMatcher {
  /** In the order of the rules. Counted rules are among them. */
  match(event: AuditEvent, fact?: Subject['fact']): readonly DetectionRule[];
  /** Makes the indexes of the logs that rules name, in small steps; else each is made at the first event of its log. */
  prepare?(): Steps<void>;
}

/** The rules folder, read, checked and compiled. Rules that are `off` are not in it. */
export interface RuleSet {
  policy: Policy;
  lists: Lists;
  /** All of them, by path and line. */
  rules: readonly Rule[];
  events: EventMatcher;
  /** Rules that count: correlations, and detection rules with `counting`; a rule comes after those it counts. */
  counted: readonly (DetectionRule | CorrelationRule)[];
  /** Config rules by `provider/type`. */
  configs: ReadonlyMap<string, readonly ConfigRule[]>;
  /** Each in the order in which they are asked. */
  severities: readonly SeverityRule[];
  closes: readonly CloseRule[];
  identities: readonly IdentityRule[];
  silences: readonly SilenceRule[];
  /** Hash of the files: another one after each change. */
  version: string;
}
