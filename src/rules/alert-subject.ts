import type { Alert, Fact, Resource } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import type { FactLookup } from '#core/facts.ts';
import type { JsonObject } from '#core/json.ts';
import type { Severity } from '#core/severity.ts';
import type { Subject } from './detection/detection.ts';

/** The fields of `alert.*` besides `alert.facts.<label>`. */
export const alertFields = [
  'alert.level',
  'alert.severity',
  'alert.source',
  'alert.sources',
  'alert.id',
  'alert.type',
  'alert.rule_id',
  'alert.title',
  'alert.description',
  'alert.provider',
  'alert.account',
  'alert.project',
  'alert.region',
  'alert.ended',
  'alert.resource.id',
  'alert.resource.type',
  'alert.resource.name',
] as const;

/** What severity, identity, close and silence rules are asked about. */
export interface About {
  alert: Alert;
  project: string;
  /** Its severity so far. */
  level: Severity;
  /** The product's own record that brought it. */
  update?: JsonObject;
  /** The configuration of its resource, as far as it is known. */
  resource?: JsonObject;
  fact?: FactLookup;
  now: number;
}

/** The same for a rule: `alert.*`, `update.*`, `resource.*` and `facts.*`. */
export function alertSubject({ alert, project, level, update, resource, fact, now }: About): Subject {
  return {
    fields: {
      alert: alertObject(alert, project, level),
      ...(update === undefined ? {} : { update }),
      ...(resource === undefined ? {} : { resource }),
    },
    ...(fact === undefined ? {} : { fact }),
    now,
  };
}

function alertObject(alert: Alert, project: string, level: Severity): JsonObject {
  const { resource, rule } = alert;
  const shown: JsonObject = {
    level,
    severity: level,
    source: alert.source,
    id: alert.id,
    type: alert.type,
    rule_id: rule?.id ?? alert.type,
    title: alert.title,
    provider: alert.provider,
    account: alert.account,
    project,
    resource: resourceObject(resource),
    facts: factsObject(alert.facts),
  };
  if (alert.description !== undefined) shown['description'] = alert.description;
  if (alert.region !== undefined) shown['region'] = alert.region;
  if (alert.ended !== undefined) shown['ended'] = alert.ended;
  return shown;
}

/** A case as `alert.*`, for rules that close it; `alert.sources` are all that have told of it. */
export function caseAsAlert(c: Case): JsonObject {
  const { severity, sources, type, title, provider, account, project, region, resource, facts } = c;
  return {
    level: severity,
    severity,
    source: sources[0] ?? '',
    sources,
    type,
    rule_id: type,
    title,
    provider,
    account,
    project,
    ...(region === undefined ? {} : { region }),
    resource: resourceObject(resource),
    facts: factsObject(facts),
  };
}

function resourceObject({ id, type, name }: Resource): JsonObject {
  return { id, type, ...(name === undefined ? {} : { name }) };
}

function factsObject(facts: readonly Fact[]): JsonObject {
  return Object.fromEntries(facts.map(({ label, value }) => [label, value]));
}

/** The subject is made for one alert alone, so its level may change in place. */
export function atLevel({ fields }: Subject, level: Severity): void {
  const alert = fields['alert'];
  if (typeof alert !== 'object' || alert === null || Array.isArray(alert)) return;
  alert['level'] = level;
  alert['severity'] = level;
}
