import type { AuditEvent } from '#core/audit-event.ts';
import type { FactLookup } from '#core/facts.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { Keep } from '#core/source.ts';
import { alertOfEvent } from '#rules/alert-of-event.ts';
import { alertOfSnapshot } from '#rules/alert-of-snapshot.ts';
import { closesByNews } from '#rules/close-by-news.ts';
import type { Match } from '#rules/counting/mark.ts';
import { planOf, quietRules } from '#rules/counting/plan.ts';
import { eventPrefilter } from '#rules/event-prefilter.ts';
import { factsAbout } from '#rules/facts-about.ts';
import { firstSeenFields } from '#rules/first-seen/first-seen-fields.ts';
import { neededNews } from '#rules/first-seen/needed-news.ts';
import { recordFields } from '#rules/first-seen/values-seen.ts';
import type { Following } from '#rules/follow-resource.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { DetectionRule } from '#rules/rule.ts';
import { createAlertCap, type AlertCap } from './cap-alerts.ts';
import { newsOfEvent, type ClosingNews } from './close-by-news.ts';
import type { Context } from './context.ts';
import type { Incoming } from './handle-alert.ts';
import { createShadow, type Shadow } from './note-shadow.ts';

/** What the rules are asked about one file, all of it by the set that was in force when the file was opened. */
export interface RuleWork {
  rules: RuleSet;
  cap: AlertCap;
  shadow: Shadow;
  /** Undefined: every record must be read. */
  keep: Keep | undefined;
  /** Those that count, each after those it counts, and by their id. */
  counted: readonly CountedRule[];
  firingRules: ReadonlyMap<string, CountedRule>;
  /** The fields of events of which rules ask whether their values are new; of an event it is told as `seen`. */
  newFields: readonly string[];
  /** What an event makes by itself, the matches of it that are counted, and whether it may end cases. */
  match(event: AuditEvent, seen?: FactLookup): { alerts: Fired[]; matches: Match[]; closing?: ClosingNews };
  /** The config rules for a resource as it is now. */
  following(snapshot: ResourceSnapshot): Following;
}

/** An alert of a rule; `ifNew`: the fields whose values must be new that it stands. */
export interface Fired extends Incoming {
  ifNew?: string[];
}

type CountedRule = RuleSet['counted'][number];

type WorkContext = Pick<Context, 'table' | 'now' | 'rules' | 'addresses'>;

const nothing = { alerts: [], matches: [] };

/** `isReplay`: somebody asks for the file to be read once more. */
export function createRuleWork(context: WorkContext, { isReplay }: { isReplay: boolean }): RuleWork {
  const rules = context.rules();
  const factsOf = factsAbout(rules, context.addresses);
  const { isCounted, isLoud, counted, firingRules } = rolesIn(rules);
  const closes = rules.closes.filter(closesByNews);
  const cap = createAlertCap(context, { ofHour: !isReplay });
  const shadow = createShadow();
  return {
    rules,
    cap,
    shadow,
    keep: eventPrefilter(rules),
    counted,
    firingRules,
    newFields: recordFields(firstSeenFields(rules)),
    match(event, seen) {
      const known = factsOf({ account: event.account, record: event.record });
      const fact: FactLookup = seen === undefined ? known : (name) => seen(name) ?? known(name);
      const closing = closes.length === 0 ? undefined : newsOfEvent(event, closes, fact);
      const matched = rules.events.match(event, fact);
      if (matched.length === 0) return closing === undefined ? nothing : { ...nothing, closing };
      const matches = matched.filter(({ id }) => isCounted(id)).map(({ id }): Match => ({ rule: id, event, fact }));
      const alerts: Fired[] = [];
      for (const rule of matched) {
        if (rule.counting !== undefined || !isLoud(rule.id)) continue;
        if (rule.status === 'test') shadow.note(rule, `${event.account} ${event.id}`);
        else if (cap.allows(rule)) alerts.push(firedBy(rule, event, fact));
      }
      return { alerts, matches, ...(closing === undefined ? {} : { closing }) };
    },
    following(snapshot) {
      const { provider, resource, config, at } = snapshot;
      const asked = snapshot.deleted ? [] : (rules.configs.get(`${provider}/${resource.type}`) ?? []);
      const { account } = snapshot;
      const subject = { fields: config, fact: factsOf({ account }), now: Date.parse(at) };
      const matching = asked.filter(({ detection }) => detection.matches(subject));
      for (const rule of matching) if (rule.status === 'test') shadow.note(rule, resource.id);
      return {
        matching: matching.filter(({ status }) => status === 'on'),
        alertOf: (rule, now) => alertOfSnapshot(rule, now, subject.fact),
        mayOpen: (rule) => cap.allows(rule),
      };
    },
  };
}

function firedBy(rule: DetectionRule, event: AuditEvent, fact: FactLookup): Fired {
  const ifNew = neededNews(rule, event, fact);
  const fired = { alert: alertOfEvent(rule, event, fact), update: event.record };
  return ifNew.length === 0 ? fired : { ...fired, ifNew };
}

interface Roles {
  /** Whether somebody counts the matches of this rule. */
  isCounted(id: string): boolean;
  /** Whether it makes alerts of its own. */
  isLoud(id: string): boolean;
  counted: readonly CountedRule[];
  firingRules: ReadonlyMap<string, CountedRule>;
}

const roles = new WeakMap<RuleSet, Roles>();

function rolesIn(rules: RuleSet): Roles {
  const known = roles.get(rules);
  if (known !== undefined) return known;
  const counted = rules.counted.map(takingNothing);
  const { ofMatches } = planOf(counted);
  const quiet = quietRules(counted);
  const firingRules = new Map(counted.map((rule) => [rule.id, rule]));
  const made: Roles = { isCounted: (id) => ofMatches.has(id), isLoud: (id) => !quiet.has(id), counted, firingRules };
  roles.set(rules, made);
  return made;
}

/** A correlation that is only tried takes no alerts away from the rules that it counts. */
function takingNothing(rule: CountedRule): CountedRule {
  if (rule.kind !== 'correlation' || rule.status !== 'test') return rule;
  return { ...rule, counting: { ...rule.counting, generate: true } };
}
