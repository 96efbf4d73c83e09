import { boundAlert, type Alert } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { FactLookup } from '#core/facts.ts';
import type { JsonObject } from '#core/json.ts';
import type { Finding } from '#core/record-finding.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { SourceRecord } from '#core/source.ts';
import { openAddressBook } from '#facts/open-address-book.ts';
import { alertOfEvent } from '#rules/alert-of-event.ts';
import { alertOfFiring } from '#rules/alert-of-firing.ts';
import { alertOfSnapshot } from '#rules/alert-of-snapshot.ts';
import { collectMatches } from '#rules/counting/collect-matches.ts';
import type { Match } from '#rules/counting/mark.ts';
import { planOf, quietRules } from '#rules/counting/plan.ts';
import { repeatPositions, type Repeats } from '#rules/counting/repeat-positions.ts';
import type { Explanation } from '#rules/detection/detection.ts';
import { factsAbout } from '#rules/facts-about.ts';
import { judge } from '#rules/judge.ts';
import type { PositionsOf } from '#rules/rate.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { DetectionRule, Rule } from '#rules/rule.ts';

/** What the rules say of a record. */
export interface Answer {
  /** Undefined for the alert of a product, which no rule of ours has made. */
  rule?: Rule;
  explain?: () => Explanation;
  /** Of an alert; without one, the match is only counted. */
  finding?: Finding;
}

/** A rule that counts has fired. */
export interface Fired {
  rule: Rule;
  /** Of the event that completed it. */
  eventId: string;
  finding: Finding;
}

export interface Asker {
  ask(record: SourceRecord): Answer[];
  /** Why a rule does or does not match an event. */
  explain(rule: DetectionRule, event: AuditEvent): Explanation;
  /** By time; all that was asked before is counted, in whatever order it came. */
  fired(): Fired[];
}

/** Asks a set of rules about records one after the other, as a running Irene would, and keeps nothing anywhere. */
export function createAsker(set: RuleSet): Asker {
  const factsOf = factsAbout(set, openAddressBook());
  const { ofMatches } = planOf(set.counted);
  const quiet = quietRules(set.counted);
  const counted = collectMatches(set.counted);
  const judged = createJudge(set);

  function explain(rule: DetectionRule, event: AuditEvent): Explanation {
    return rule.detection.explain({ fields: event.record, fact: factsOf(event), now: Date.parse(event.at) });
  }

  function askOfEvent(event: AuditEvent): Answer[] {
    const fact = factsOf(event);
    const matches: Match[] = [];
    const answers = set.events.match(event, fact).map((rule): Answer => {
      if (ofMatches.has(rule.id)) matches.push({ rule: rule.id, event, fact });
      const answer = { rule, explain: () => explain(rule, event) };
      if (rule.counting !== undefined || quiet.has(rule.id)) return answer;
      const alert = alertOfEvent(rule, event, fact);
      return { ...answer, finding: judged(alert, { update: event.record, fact }) };
    });
    counted.add(matches);
    return answers;
  }

  return {
    explain,
    ask(record) {
      if (record.kind === 'event') return askOfEvent(record.event);
      if (record.kind === 'resource') return askOfResource(set, record.snapshot, { factsOf, judged });
      const { alert, update } = record;
      const fact = factsOf({ account: alert.account, ...(update === undefined ? {} : { record: update }) });
      return [{ finding: judged(alert, { fact, ...(update === undefined ? {} : { update }) }) }];
    },
    fired() {
      const rules = new Map(set.counted.map((rule) => [rule.id, rule]));
      return counted.firings().flatMap((firing) => {
        const rule = rules.get(firing.rule);
        if (rule === undefined || quiet.has(rule.id)) return [];
        const fact = factsOf({ account: firing.about.account });
        return [{ rule, eventId: firing.eventId, finding: judged(alertOfFiring(rule, firing), { fact }) }];
      });
    },
  };
}

interface Asking {
  factsOf: ReturnType<typeof factsAbout>;
  judged: ReturnType<typeof createJudge>;
}

function askOfResource(set: RuleSet, snapshot: ResourceSnapshot, { factsOf, judged }: Asking): Answer[] {
  const { provider, resource, config, account, at, deleted } = snapshot;
  const fact = factsOf({ account });
  const subject = { fields: config, fact, now: Date.parse(at) };
  const rules = deleted ? [] : (set.configs.get(`${provider}/${resource.type}`) ?? []);
  return rules
    .filter(({ detection }) => detection.matches(subject))
    .map((rule) => ({
      rule,
      explain: () => rule.detection.explain(subject),
      finding: judged(alertOfSnapshot(rule, snapshot, fact), { resource: config, fact }),
    }));
}

interface Known {
  fact: FactLookup;
  update?: JsonObject;
  resource?: JsonObject;
}

/** Judges alerts; those that repeat are counted here, in the order in which they come. */
function createJudge(set: RuleSet): (alert: Alert, known: Known) => Finding {
  const repeats = new Map<string, Repeats>();
  let number = 0;
  return (given, known) => {
    const alert = boundAlert(given);
    number += 1;
    const place = { id: String(number), at: Date.parse(alert.at) };
    const positionsOf: PositionsOf = ({ rule, key, withinMs }) => {
      const name = JSON.stringify([rule, key]);
      const { state, positions, moved } = repeatPositions(withinMs, repeats.get(name), [place]);
      repeats.set(name, state);
      return [positions.get(place.id) ?? 1, ...moved.map(({ to }) => to)];
    };
    return judge({ alert, ...known, now: place.at }, set, positionsOf).finding;
  };
}
