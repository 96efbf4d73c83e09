import { hash } from 'node:crypto';
import type { Instant } from './json.ts';
import type { RuleRouting } from './rule-routing.ts';
import { boundLabels } from './labels.ts';
import { cutText, oneLine } from './text.ts';

/** The ends of a case that people and products may name. */
export const closeReasons = ['fixed', 'deleted', 'false_positive', 'accepted_risk', 'duplicate', 'expected'] as const;
export type NamedReason = (typeof closeReasons)[number];
/** The end a case can come to. `expired`: nobody touched it and nothing repeated it for long; nobody says it is fixed. */
export type CloseReason = NamedReason | 'expired';

/** What an alert is about: a machine, a bucket, a user. */
export interface Resource {
  /** The product's full name of it (ARN, `//compute.googleapis.com/…`, id). */
  id: string;
  type: string;
  /** Short name for people. */
  name?: string;
  url?: string;
}

/** One thing known, in two short texts. */
export interface Fact {
  label: string;
  value: string;
}

/** A field that a rule looked at, and what was there, as short texts. */
export interface SeenValue {
  field: string;
  value: string;
}

/** The rule of the team that made an alert, and what it saw. */
export interface AlertRule {
  id: string;
  /** In the rules folder; `line` is where the rule begins. */
  path: string;
  line: number;
  /** The values that, with the rule, make two alerts the same. Empty: account and resource do. */
  key: string[];
  values: SeenValue[];
  /** Become labels of the case. */
  tags?: string[];
  routing?: RuleRouting;
}

/** Something a product already judged to be bad. All texts are as they came, thus hostile until escaped. */
export interface Alert {
  /** The source's name, e.g. `guardduty`. */
  source: string;
  /** The product's own id of this finding: stays the same when the product reports it again. */
  id: string;
  type: string;
  title: string;
  description?: string;
  provider: 'aws' | 'gcp' | 'other';
  /** AWS account id, Google Cloud project id, or what the generic format says. */
  account: string;
  region?: string;
  resource: Resource;
  /** When the product last saw it (event time). */
  at: Instant;
  /** As the product says it: `8`, `HIGH`. */
  nativeSeverity: string;
  /** Who and where, the most telling first. */
  facts: Fact[];
  url?: string;
  /** The product itself says it is over, and how. */
  ended?: CloseReason;
  /** Of alerts that our own rules made out of logs and resources; their severity is the rule's. */
  rule?: AlertRule;
}

/** What identifies one arrival of an alert: the same record read twice has the same id. 24 hex digits. */
export function occurrenceIdOf(alert: Alert): string {
  const parts = [alert.source, alert.id, alert.at, alert.nativeSeverity, alert.ended ?? ''];
  return hash('sha256', JSON.stringify(parts)).slice(0, 24);
}

const limits = {
  title: 300,
  type: 300,
  description: 4000,
  id: 1500,
  short: 200,
  facts: 25,
  label: 80,
  value: 500,
  url: 2000,
  keys: 20,
  values: 20,
};

/**
 * The same alert within the sizes a case can keep. Identifying fields that are cut keep a hash of the whole,
 * so that two long names that differ at their end stay two.
 */
export function boundAlert(alert: Alert): Alert {
  return {
    source: alert.source,
    id: boundId(alert.id, limits.id),
    type: boundId(alert.type, limits.type),
    title: cutText(oneLine(alert.title), limits.title) || alert.type,
    ...(alert.description === undefined
      ? {}
      : { description: cutText(alert.description.toWellFormed(), limits.description) }),
    provider: alert.provider,
    account: boundId(alert.account, limits.short),
    ...(alert.region === undefined ? {} : { region: cutText(oneLine(alert.region), limits.short) }),
    resource: boundResource(alert.resource),
    at: alert.at,
    nativeSeverity: cutText(oneLine(alert.nativeSeverity), limits.short),
    facts: alert.facts.slice(0, limits.facts).map((fact) => ({
      label: cutText(oneLine(fact.label), limits.label),
      value: cutText(oneLine(fact.value), limits.value),
    })),
    ...boundUrl(alert.url),
    ...(alert.ended === undefined ? {} : { ended: alert.ended }),
    ...(alert.rule === undefined ? {} : { rule: boundRule(alert.rule) }),
  };
}

/** A field's name and value within the sizes that a case can keep. */
export function boundValue({ field, value }: SeenValue): SeenValue {
  return { field: cutText(oneLine(field), limits.short), value: cutText(oneLine(value), limits.short) };
}

function boundRule(rule: AlertRule): AlertRule {
  return {
    ...rule,
    key: rule.key.slice(0, limits.keys).map((value) => boundId(value, limits.id)),
    values: rule.values.slice(0, limits.values).map(boundValue),
    ...(rule.tags === undefined ? {} : { tags: boundLabels(rule.tags) }),
  };
}

function boundResource(resource: Resource): Resource {
  return {
    id: boundId(resource.id, limits.id),
    type: cutText(oneLine(resource.type), limits.short),
    ...(resource.name === undefined ? {} : { name: cutText(oneLine(resource.name), limits.short) }),
    ...boundUrl(resource.url),
  };
}

function boundId(id: string, max: number): string {
  const clean = oneLine(id);
  // One that looks as if it had been cut is hashed too: else a short id could pass for a long one.
  if (clean.length < max || (clean.length === max && !/#[0-9a-f]{16}$/.test(clean))) return clean;
  return `${cutText(clean, max - 17)}#${hash('sha256', clean).slice(0, 16)}`;
}

/** Only web links are kept: a `javascript:` link would run where somebody clicks it. */
function boundUrl(url: string | undefined): { url?: string } {
  if (url === undefined || url.length > limits.url) return {};
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? { url: parsed.href } : {};
}
