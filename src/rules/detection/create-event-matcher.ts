import type { AuditEvent } from '#core/audit-event.ts';
import type { Json } from '#core/json.ts';
import type { DetectionRule } from '../rule.ts';
import { finish, inSlices, type Steps } from '../in-steps.ts';
import type { EventMatcher } from '../rule-set.ts';
import { leavesOf } from './check.ts';
import type { Subject } from './detection.ts';
import type { Field } from './field.ts';
import { createFieldIndex, lookUp, type Entry, type FieldIndex } from './field-index.ts';
import { isAskedOf, logNamed } from './logsource.ts';
import { rarityAmong, witnessesOf } from './witness.ts';

/** The rules that are asked of the events of one log. */
interface Route {
  rules: readonly DetectionRule[];
  usesNow: boolean;
  /** Numbers of the rules that match, in the order in which they were found. */
  find(subject: Subject): readonly number[];
}

const none: readonly DetectionRule[] = [];
const mostRoutes = 1000;
const mostPrepared = 20;
const indexedAtOnce = 100;

/** Makes what finds the rules that match an event: by its log, then by an index over what the rules cannot match without. */
export function createEventMatcher(rules: readonly DetectionRule[]): EventMatcher {
  const routes = new Map<string, Map<string, Route>>();
  let size = 0;

  function routeOf(log: AuditEvent['logsource']): Route {
    return routes.get(log.product)?.get(log.service) ?? finish(addRoute(log));
  }

  function* addRoute({ product, service }: AuditEvent['logsource']): Steps<Route> {
    const asked = rules.filter(({ logsource }) => isAskedOf(logsource, { product, service }));
    yield;
    const route = yield* createRoute(asked);
    if (size >= mostRoutes) routes.clear();
    size = size >= mostRoutes ? 1 : size + 1;
    const services = routes.get(product) ?? new Map<string, Route>();
    routes.set(product, services.set(service, route));
    return route;
  }

  return {
    match(event, fact) {
      const route = routeOf(event.logsource);
      if (route.rules.length === 0) return none;
      const found = route.find(subjectOf(event, route.usesNow, fact));
      if (found.length === 0) return none;
      return found.toSorted((one, other) => one - other).flatMap((number) => route.rules[number] ?? []);
    },
    *prepare() {
      for (const log of logsIn(rules)) yield* addRoute(log);
    },
  };
}

/** The logs that rules name by product and service. */
function logsIn(rules: readonly DetectionRule[]): AuditEvent['logsource'][] {
  const logs = new Map<string, AuditEvent['logsource']>();
  for (const { logsource } of rules) {
    const { product, service } = logNamed(logsource);
    if (product !== undefined && service !== undefined) logs.set(`${product}/${service}`, { product, service });
  }
  return [...logs.values()].slice(0, mostPrepared);
}

function* createRoute(rules: readonly DetectionRule[]): Steps<Route> {
  const checks = rules.flatMap(({ detection }) => detection.check ?? []);
  const rarity = rarityAmong(checks);
  yield;
  const byField = new Map<string, { field: Field; entries: Entry[] }>();
  const always: number[] = [];
  yield* inSlices(rules, indexedAtOnce, ({ detection }, rule) => {
    const witnesses = detection.check && witnessesOf(detection.check, rarity);
    const isIndexed = witnesses?.every(({ field }) => field !== undefined) === true;
    if (!isIndexed) always.push(rule);
    for (const { field, need } of isIndexed ? witnesses : []) {
      if (field === undefined) continue;
      const one = byField.get(field.key) ?? { field, entries: [] };
      byField.set(field.key, one);
      one.entries.push({ rule, need });
    }
  });
  const indexes: FieldIndex[] = [];
  for (const { field, entries } of byField.values()) {
    indexes.push(createFieldIndex(field, entries));
    yield;
  }
  const usesNow =
    checks.length < rules.length || checks.some((check) => leavesOf(check).some(({ usesNow }) => usesNow));
  return { rules, usesNow, find: finderOf(rules, always, indexes) };
}

/** Asks the rules that may match, each once. What an event needs is made once for all events: it is asked of very many. */
function finderOf(
  rules: readonly DetectionRule[],
  always: readonly number[],
  indexes: readonly FieldIndex[],
): Route['find'] {
  /** The number of the event at which a rule was last asked. */
  const askedAt = new Float64Array(rules.length);
  let events = 0;
  let subject: Subject = { fields: {} };
  let found: number[] = [];
  const nothing: number[] = [];
  function ask(candidates: readonly number[]): void {
    for (const candidate of candidates) {
      if (askedAt[candidate] === events) continue;
      askedAt[candidate] = events;
      if (rules[candidate]?.detection.matches(subject) !== true) continue;
      if (found === nothing) found = [];
      found.push(candidate);
    }
  }
  const looks = indexes.map((index) => {
    function visit(value: Json): boolean {
      lookUp(index, value, ask);
      return false;
    }
    return () => index.field.some(subject.fields, subject, visit);
  });
  return (given) => {
    events += 1;
    subject = given;
    found = nothing;
    for (const look of looks) look();
    if (always.length > 0) ask(always);
    return found;
  };
}

/** What a detection is asked about an event: its record, with the event's own time as now. */
function subjectOf(event: AuditEvent, usesNow: boolean, fact: Subject['fact']): Subject {
  if (!usesNow) return fact === undefined ? { fields: event.record } : { fields: event.record, fact };
  const now = Date.parse(event.at);
  return fact === undefined ? { fields: event.record, now } : { fields: event.record, now, fact };
}
