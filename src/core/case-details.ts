import type { Case } from './case.ts';

// A case without the details that belong to something it leaves behind.

/** Without what belongs to its status: reason, comment, snooze, reminders. */
export function withoutStatusDetails(c: Case): Case {
  const {
    reason: _1,
    acceptedUntil: _2,
    snoozedUntil: _3,
    wakeWhenWorse: _4,
    statusComment: _5,
    staysClosed: _6,
    reminded: _7,
    asked: _8,
    stillAt: _9,
    ...rest
  } = c;
  return rest;
}

/** Without its escalation, which belongs to one episode. */
export function withoutEscalation(c: Case): Case {
  const { escalation: _, ...rest } = c;
  return rest;
}

/** Without its silence: it makes noise again. */
export function withoutSilence(c: Case): Case {
  const { silenced: _, ...rest } = c;
  return rest;
}

/** Without the question whose doing it was: it does not wait for an answer any more. */
export function withoutQuestion(c: Case): Case {
  const { question: _, ...rest } = c;
  return rest;
}

/** Without the doubt of a rule. */
export function withoutDoubt(c: Case): Case {
  const { doubt: _, ...rest } = c;
  return rest;
}
