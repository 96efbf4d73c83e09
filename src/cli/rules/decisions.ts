import type { Finding } from '#core/record-finding.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { Rule } from '#rules/rule.ts';
import { createAsker } from './ask-rules.ts';
import type { Found } from './corpus.ts';

/** What a set of rules decides about a corpus: by the rule (or the product and type of an alert) and the record, the severity. */
export type Decisions = Map<string, Map<string, string>>;

/** Gathers what a set of rules decides. */
export interface Decider {
  take(found: Found): void;
  decisions(): Decisions;
}

export function createDecider(set: RuleSet): Decider {
  const asker = createAsker(set);
  const decisions: Decisions = new Map();
  const places = new Map<string, string>();
  const { ofEvents } = countedEvents(set);
  function note(name: string, place: string, decision: string): void {
    const known = decisions.get(name) ?? new Map<string, string>();
    decisions.set(name, known.set(place, decision));
  }
  return {
    take({ file, index, record }) {
      const place = `${file}#${index}`;
      const answers = asker.ask(record);
      if (record.kind === 'event' && answers.some(({ rule }) => rule !== undefined && ofEvents.has(rule.id)))
        places.set(record.event.id, places.get(record.event.id) ?? place);
      for (const { rule, finding } of answers)
        if (finding !== undefined) note(nameOf(rule, finding), place, decisionOf(rule, finding));
    },
    decisions() {
      for (const { rule, eventId, finding } of asker.fired())
        note(rule.id, places.get(eventId) ?? eventId, decisionOf(rule, finding));
      return decisions;
    },
  };
}

function countedEvents(set: RuleSet): { ofEvents: Set<string> } {
  return { ofEvents: new Set(set.counted.flatMap((rule) => [rule.id, ...(rule.counting?.rules ?? [])])) };
}

/** An alert of a product is named by its product and type. */
function nameOf(rule: Rule | undefined, { alert }: Finding): string {
  return rule?.id ?? `${alert.source}: ${alert.type}`;
}

/** The severity in a word, and what else decides whether people hear of it. */
function decisionOf(rule: Rule | undefined, { severity, silenced, ends }: Finding): string {
  const more = [
    ...(rule?.status === 'test' ? ['on trial'] : []),
    ...(silenced === undefined ? [] : ['silenced']),
    ...(ends === undefined ? [] : [`closed as ${ends.reason}`]),
  ];
  return more.length === 0 ? severity : `${severity} (${more.join(', ')})`;
}

/** A record about which two sets of rules decide differently. */
export interface Difference {
  at: string;
  before?: string;
  after?: string;
}

export interface RuleDiff {
  rule: string;
  before: number;
  after: number;
  added: Difference[];
  removed: Difference[];
  changed: Difference[];
}

/** What is different, by rule; rules that decide the same are left out. */
export function diffOf(before: Decisions, after: Decisions): RuleDiff[] {
  const rules = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return rules.flatMap((rule) => {
    const old = before.get(rule) ?? new Map<string, string>();
    const now = after.get(rule) ?? new Map<string, string>();
    const diff: RuleDiff = { rule, before: old.size, after: now.size, added: [], removed: [], changed: [] };
    for (const [at, decision] of now) {
      const was = old.get(at);
      if (was === undefined) diff.added.push({ at, after: decision });
      else if (was !== decision) diff.changed.push({ at, before: was, after: decision });
    }
    for (const [at, decision] of old) if (!now.has(at)) diff.removed.push({ at, before: decision });
    return diff.added.length + diff.removed.length + diff.changed.length === 0 ? [] : [diff];
  });
}
