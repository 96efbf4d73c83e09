import type { Case } from './case.ts';
import type { Instant } from './json.ts';
import type { Policy } from './policy.ts';
import { officeClockOf, type ReminderRule, type Reminding } from './reminding.ts';
import { isWorkingTime, laterBy, workingMoment, type OfficeClock } from './working-hours.ts';

/** Something that the clock does to a case by itself, unless somebody is faster. */
export interface Step {
  at: Instant;
  /** `ask`: whether somebody is still working on it; `reopen`: nobody answered that. */
  do: 'remind' | 'escalate' | 'ask' | 'reopen';
}

/**
 * What the clock is going to do to a case, soonest first; nothing while it is snoozed, silenced or closed. A step that
 * was missed, because Irene was down, is due at once, and only once. Pure.
 */
export function upcomingSteps(c: Case, { reminding, projects }: Policy, now: Instant): Step[] {
  if (c.silenced !== undefined) return [];
  const clock = officeClockOf(
    reminding,
    projects.find(({ name }) => name === c.project),
  );
  const rule = reminding.reminders[c.severity];
  const steps =
    c.status === 'open'
      ? ofOpen(c, rule, clock)
      : c.status === 'acknowledged'
        ? ofAcknowledged(c, reminding, clock)
        : [];
  const settled = [...steps.map((step) => ({ ...step, at: settle(step, rule, { clock, now }) })), ...ofQuestion(c)];
  return settled.toSorted((a, b) => (a.at === b.at ? order[a.do] - order[b.do] : a.at < b.at ? -1 : 1));
}

/** Of steps at the same moment: who is asked needs no reminder, who is paged neither. */
const order = { reopen: 0, escalate: 1, ask: 2, remind: 3 } as const;

/** Who was asked has not answered in time, or denies it: at any hour, whatever the severity. */
function ofQuestion({ question }: Case): Step[] {
  return question === undefined ? [] : [{ do: 'escalate', at: question.until }];
}

function ofOpen(c: Case, rule: ReminderRule, { timeZone }: OfficeClock): Step[] {
  const { every, escalateAfter } = rule;
  const steps: Step[] = [];
  if (every !== undefined) steps.push({ do: 'remind', at: laterBy(c.reminded?.at ?? c.statusAt, every, timeZone) });
  if (escalateAfter !== undefined && c.escalation === undefined)
    steps.push({ do: 'escalate', at: laterBy(c.statusAt, escalateAfter, timeZone) });
  return steps;
}

function ofAcknowledged(c: Case, { reminders, stillWorking }: Reminding, { timeZone }: OfficeClock): Step[] {
  const rule = reminders[c.severity];
  // Whatever is reminded of never needs nobody's word either.
  if (rule.every === undefined && rule.afterAck === undefined) return [];
  const word = c.stillAt ?? c.statusAt;
  if (stillWorking !== undefined && c.asked !== undefined)
    return [{ do: 'reopen', at: laterBy(c.asked.at, stillWorking.answer, timeZone) }];
  const last = c.reminded !== undefined && c.reminded.at > word ? c.reminded.at : word;
  const remind: Step[] =
    rule.afterAck === undefined ? [] : [{ do: 'remind', at: laterBy(last, rule.afterAck, timeZone) }];
  if (stillWorking === undefined) return remind;
  const ask: Step = { do: 'ask', at: laterBy(word, stillWorking.after, timeZone) };
  // The question reminds as well.
  return [ask, ...remind.filter(({ at }) => at < ask.at)];
}

/** A question can wait for the morning, whatever the severity; so can the end of the time for its answer. */
function settle({ at, do: what }: Step, rule: ReminderRule, { clock, now }: { clock: OfficeClock; now: Instant }) {
  if (rule.isAtAnyHour && (what === 'remind' || what === 'escalate')) return at;
  const planned = workingMoment(at, clock);
  // Missed in working hours, and nobody is at work now.
  return planned < now && !isWorkingTime(now, clock) ? workingMoment(now, clock) : planned;
}

/** So long after its time a step has been missed by the job that does it: twice the time between two of them, in ms. */
export function missedAfterMs(c: Case, { reminding }: Policy): number {
  const { every, afterAck } = reminding.reminders[c.severity];
  const round = c.status === 'open' ? every : (afterAck ?? every);
  return 2 * (round ?? leastRoundMs);
}

const leastRoundMs = 15 * 60_000;
