import type { AuditEvent } from '#core/audit-event.ts';
import type { Instant, Json, JsonObject } from '#core/json.ts';
import { createWindows } from '../counting/create-windows.ts';
import type { Match } from '../counting/mark.ts';
import type { Subject } from '../detection/detection.ts';
import type { CorrelationRule, DetectionRule } from '../rule.ts';
import type { Asked, Bench, TestOutcome } from './bench.ts';
import type { EventTest, TestEvent } from './inline-test.ts';
import { offsetText } from './offset.ts';
import { factsOf, usualNow } from './test-subject.ts';

/** Runs records through a rule, and through the rules that it counts. */
export function runEventTest(rule: DetectionRule | CorrelationRule, test: EventTest, bench: Bench): TestOutcome {
  const records = test.file === undefined ? test.events : fileEvents(bench.recordsOf(rule, test.file));
  if (typeof records === 'string') return { passed: false, expected: expectedText(test), actual: records, asked: [] };
  const events = eventsOf(records, test);
  const { asking, counted } = involved(rule, bench);
  const windows = createWindows(counted);
  const asked: Asked[] = [];
  const alerts = new Map<string, number>();
  for (const [i, { event, subject }] of events.entries()) {
    const matches: Match[] = [];
    for (const one of asking) {
      const matched = one.detection.matches(subject);
      const what = events.length === 1 ? 'the event' : `event ${i + 1} at ${offsetText(subject.now - startOf(events))}`;
      asked.push({ what, rule: one.id, matched, explain: () => one.detection.explain(subject) });
      if (matched) matches.push({ rule: one.id, event, ...(subject.fact === undefined ? {} : { fact: subject.fact }) });
    }
    if (counted.length === 0) {
      if (matches.length > 0) alerts.set(String(i), subject.now);
      continue;
    }
    const { fired, withdrawn } = windows.add(matches);
    for (const one of fired) if (one.rule === rule.id) alerts.set(`${one.key} ${one.id}`, one.at);
    for (const one of withdrawn) if (one.rule === rule.id) alerts.delete(`${one.key} ${one.id}`);
  }
  const start = startOf(events);
  const times = [...alerts.values()].map((at) => at - start).toSorted((a, b) => a - b);
  return { ...verdict(rule, test, times), asked };
}

function fileEvents(records: JsonObject[] | string): TestEvent[] | string {
  return typeof records === 'string' ? records : records.map((record) => ({ at: undefined, record }));
}

interface Asking {
  event: AuditEvent;
  subject: Subject & { now: number };
}

/** The detections to ask, and the rules that count their matches, in their order. */
function involved(
  rule: DetectionRule | CorrelationRule,
  { rules, counted }: Bench,
): { asking: DetectionRule[]; counted: (DetectionRule | CorrelationRule)[] } {
  if (rule.counting === undefined) return { asking: [rule as DetectionRule], counted: [] };
  const wanted = new Set([rule.id]);
  for (const each of [...counted].toReversed())
    if (wanted.has(each.id)) for (const id of each.counting?.rules ?? []) wanted.add(id);
  for (const id of rule.counting.rules) wanted.add(id);
  const asking = [...wanted].flatMap((id) => {
    const one = rules.get(id);
    return one?.kind === 'detection' ? [one] : [];
  });
  const counting = counted.filter(({ id }) => wanted.has(id));
  return { asking, counted: counting.some(({ id }) => id === rule.id) ? counting : [...counting, rule] };
}

function eventsOf(records: readonly TestEvent[], test: EventTest): Asking[] {
  const own = records.map(({ at, record }) => (at === undefined ? timeIn(record) : undefined));
  const begin = Date.parse(test.now ?? usualNow);
  return records.map(({ at, record, facts }, i) => {
    const time = at === undefined ? (own[i] ?? begin) : begin + at;
    const instant = new Date(time).toISOString();
    return {
      event: eventOf(record, i, instant),
      subject: { fields: record, now: time, fact: factsOf({ ...test.facts, ...facts }) },
    };
  });
}

function startOf(events: readonly Asking[]): number {
  return events.reduce((first, { subject }) => Math.min(first, subject.now), events[0]?.subject.now ?? 0);
}

/** When the record itself says that it happened; undefined when it does not, or not in a way that is understood. */
function timeIn({ eventTime, timestamp }: JsonObject): number | undefined {
  const said = typeof eventTime === 'string' ? eventTime : timestamp;
  const time = typeof said === 'string' ? Date.parse(said) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

function eventOf(record: JsonObject, i: number, at: Instant): AuditEvent {
  const id = textOf(record['eventID']) ?? textOf(record['insertId']) ?? `test-${String(i).padStart(6, '0')}`;
  const logsource = { product: 'test', service: 'test' };
  return { source: 'test', id, at, provider: 'other', account: 'test', logsource, record };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function verdict(
  rule: DetectionRule | CorrelationRule,
  { expect, ...test }: EventTest,
  times: number[],
): Omit<TestOutcome, 'asked'> {
  const isAt = expect.at === undefined || expect.at.every((at, i) => times[i] === at);
  const isLevel = expect.level === undefined || expect.level === rule.severity;
  const shown = times.slice(0, 5).map(offsetText).join(', ');
  return {
    passed: times.length === expect.alerts && isAt && isLevel,
    expected: expectedText({ ...test, expect }),
    actual: `${alertsText(times.length)}${times.length === 0 ? '' : ` of level ${rule.severity} at ${shown}`}`,
  };
}

function expectedText({ expect }: EventTest): string {
  const level = expect.level === undefined ? '' : ` of level ${expect.level}`;
  const at = expect.at === undefined ? '' : ` at ${expect.at.map(offsetText).join(', ')}`;
  return `${alertsText(expect.alerts)}${level}${at}`;
}

function alertsText(count: number): string {
  return count === 0 ? 'no alert' : `${count} ${count === 1 ? 'alert' : 'alerts'}`;
}
