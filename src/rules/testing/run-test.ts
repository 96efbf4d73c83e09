import { repeatPositions } from '../counting/repeat-positions.ts';
import { readField } from '../counting/read-field.ts';
import type { Detection, Subject } from '../detection/detection.ts';
import { mayEndAs } from '../end-reason.ts';
import { keyValues } from '../key-values.ts';
import { rate } from '../rate.ts';
import type { ConfigRule, CloseRule, IdentityRule, Rule, SeverityRule, SilenceRule } from '../rule.ts';
import { surelyMatches } from '../surely-matches.ts';
import { withLists, type Asked, type Bench, type TestOutcome } from './bench.ts';
import type { CloseTest, IdentityTest, InlineTest, ResourceTest, SeverityTest, SilenceTest } from './inline-test.ts';
import { runEventTest } from './run-event-test.ts';
import { factsOf, levelOf, subjectOf, usualNow } from './test-subject.ts';

/** Runs one test of a rule. `rule` is looked up in the bench by its id, so that lists of the test are in it. */
export function runTest(rule: Rule, test: InlineTest, given: Bench): TestOutcome {
  const bench = withLists(given, test.lists);
  return run(bench.rules.get(rule.id) ?? rule, test, bench);
}

function run(rule: Rule, test: InlineTest, bench: Bench): TestOutcome {
  if ((rule.kind === 'detection' || rule.kind === 'correlation') && test.kind === 'events')
    return runEventTest(rule, test, bench);
  if (rule.kind === 'config' && test.kind === 'resource') return runResourceTest(rule, test);
  if (rule.kind === 'severity' && test.kind === 'severity') return runSeverityTest(rule, test);
  if (rule.kind === 'close' && test.kind === 'close') return runCloseTest(rule, test);
  if (rule.kind === 'identity' && test.kind === 'identity') return runIdentityTest(rule, test);
  if (rule.kind === 'silence' && test.kind === 'silence') return runSilenceTest(rule, test);
  throw new Error(`a test of ${test.kind} is none for a rule of kind ${rule.kind}`);
}

function runResourceTest({ id, detection }: ConfigRule, test: ResourceTest): TestOutcome {
  const subject = { fields: test.resource, fact: factsOf(test.facts), now: Date.parse(test.now ?? usualNow) };
  const open = detection.matches(subject);
  return {
    passed: open === test.expect.open,
    expected: test.expect.open ? 'open' : 'not open',
    actual: open ? 'open' : 'not open',
    asked: [askedOf('the resource', id, detection, { subject, matched: open })],
  };
}

function runSeverityTest(rule: SeverityRule, test: SeverityTest): TestOutcome {
  const { repeat, level, facts } = test;
  const subject = subjectOf(test.subject, level, facts, test.now);
  const matched = surelyMatches(rule.detection, subject);
  const begin = Date.parse(test.now ?? usualNow);
  const places = Array.from({ length: repeat.times }, (_, i) => ({
    id: String(i).padStart(6, '0'),
    at: begin + i * repeat.every,
  }));
  const positions =
    rule.repeat === undefined ? undefined : repeatPositions(rule.repeat.withinMs, undefined, places).positions;
  // As if it were on: a rule in test is tested too. Rating changes its subject, so each alert has its own.
  const rules: SeverityRule[] = [{ ...rule, status: 'on' }];
  const levels = places.map(({ id }) => {
    const one = subjectOf(test.subject, level, facts, test.now);
    return rate(one, level, rules, () => [positions?.get(id) ?? 1]).severity;
  });
  return {
    passed: levels.every((one, i) => one === test.expect.levels[i]),
    expected: `level ${test.expect.levels.join(', ')}`,
    actual: `level ${levels.join(', ')}`,
    asked: [askedOf('the alert', rule.id, rule.detection, { subject, matched })],
  };
}

function runCloseTest(rule: CloseRule, test: CloseTest): TestOutcome {
  const subject = subjectOf(test.subject, levelOf(test.subject), test.facts, test.now);
  const matched = surelyMatches(rule.detection, subject);
  const closed = matched && isSame(rule, test, subject);
  const reason = test.expect.reason;
  const isReason = reason === undefined || mayEndAs(rule.reason, reason);
  return {
    passed: closed === test.expect.closed && isReason,
    expected: `${test.expect.closed ? 'closed' : 'not closed'}${reason === undefined ? '' : ` as ${reason}`}`,
    actual: closed ? `closed as ${rule.reason}` : `not closed${matched ? ': it is about another one' : ''}`,
    asked: [askedOf('the alert with its update', rule.id, rule.detection, { subject, matched })],
  };
}

/** Whether the fields of `same` are those of what the update is about; a test that does not say is about one and the same. */
function isSame({ same }: CloseRule, test: CloseTest, subject: Subject): boolean {
  if (test.updateOf === undefined) return true;
  const other = subjectOf({ alert: { ...test.subject.alert, ...test.updateOf } }, 'medium', {}, test.now);
  return same.every((field) => {
    const [one, two] = [readField(subject.fields, field), readField(other.fields, field)];
    return one !== undefined && JSON.stringify(one) === JSON.stringify(two);
  });
}

function runIdentityTest(rule: IdentityRule, test: IdentityTest): TestOutcome {
  const asked: Asked[] = [];
  const keys = test.subjects.map((said, i) => {
    const subject = subjectOf(said, levelOf(said), test.facts, test.now);
    const matched = surelyMatches(rule.detection, subject);
    asked.push(askedOf(`alert ${i + 1}`, rule.id, rule.detection, { subject, matched }));
    const values = matched ? keyValues(subject.fields, rule.by) : undefined;
    return values === undefined ? undefined : JSON.stringify(values);
  });
  const same = keys[0] !== undefined && keys.every((key) => key === keys[0]);
  const unmatched = keys.filter((key) => key === undefined).length;
  return {
    passed: same === test.expect.same,
    expected: test.expect.same ? 'one and the same' : 'not the same',
    actual: `${same ? 'one and the same' : 'not the same'}${unmatched === 0 ? '' : `: the rule says nothing of ${unmatched} of them`}`,
    asked,
  };
}

function runSilenceTest(rule: SilenceRule, test: SilenceTest): TestOutcome {
  const subject = subjectOf(test.subject, levelOf(test.subject), test.facts, test.now);
  const silenced = surelyMatches(rule.detection, subject);
  return {
    passed: silenced === test.expect.silenced,
    expected: test.expect.silenced ? 'silenced' : 'not silenced',
    actual: silenced ? 'silenced' : 'not silenced',
    asked: [askedOf('the alert', rule.id, rule.detection, { subject, matched: silenced })],
  };
}

function askedOf(
  what: string,
  rule: string,
  detection: Detection,
  { subject, matched }: { subject: Subject; matched: boolean },
): Asked {
  return { what, rule, matched, explain: () => detection.explain(subject) };
}
