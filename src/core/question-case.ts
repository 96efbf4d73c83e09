import type { Actor, Person } from './actor.ts';
import type { Case } from './case.ts';
import type { Instant } from './json.ts';
import type { Happening } from './timeline.ts';

/** Asking the person whose doing it seems to be, and what they say. Neither changes the status. */
export type QuestionAction =
  | { do: 'question'; to: Person; until: Instant; why?: string }
  /** By whom the question went to alone. */
  | { do: 'answer'; wasMe: boolean; why?: string };

/** Waits for the answer of `to`; without one by `until`, or after "it was not me", the case is escalated. */
export interface Question {
  to: Person;
  by: Actor;
  until: Instant;
  /** They said that it was not them. */
  denied?: true;
}

export function isQuestion(action: { do: string }): action is QuestionAction {
  return action.do === 'question' || action.do === 'answer';
}

export function whyNotQuestion(
  { question }: Case,
  action: QuestionAction,
  { at, by }: { at: Instant; by: Actor },
): 'in_the_past' | 'not_asked' | undefined {
  if (action.do === 'question') return action.until > at ? undefined : 'in_the_past';
  const isAsked = question !== undefined && question.denied !== true && 'id' in by && question.to.id === by.id;
  return isAsked ? undefined : 'not_asked';
}

export function questionHappening(action: QuestionAction): Happening {
  return action.do === 'question'
    ? { what: 'person_asked', to: action.to.name, until: action.until }
    : { what: 'person_answered', wasMe: action.wasMe };
}

/** The case with its question; after a denial its end is now. */
export function questionCase(c: Case, action: QuestionAction, { at, by }: { at: Instant; by: Actor }): Case {
  const { question, ...rest } = c;
  if (action.do === 'question') return { ...rest, question: { to: action.to, by, until: action.until } };
  if (action.wasMe || question === undefined) return rest;
  return { ...rest, question: { ...question, until: at, denied: true } };
}
