import { actorName, type Actor, type Person } from './actor.ts';
import type { Case, TraceStep } from './case.ts';
import type { Instant } from './json.ts';
import { isWorse, type Severity } from './severity.ts';
import type { Happening } from './timeline.ts';

/** What people say about a case. None of it changes its status. */
export type Annotation =
  /** Without `to`: to nobody. */
  | { do: 'assign'; to?: Person }
  /** Beats the rules until the case closes. */
  | { do: 'set_severity'; severity: Severity; why: string }
  | { do: 'comment'; why: string };

const whats = ['assign', 'set_severity', 'comment'] as const;

export function isAnnotation(action: { do: string }): action is Annotation {
  return (whats as readonly string[]).includes(action.do);
}

/** Why it does not apply (any more). */
export function whyNotAnnotate(
  c: Case,
  action: Annotation,
): 'closed' | 'already_assigned' | 'same_severity' | 'why_missing' | undefined {
  if (action.do === 'comment') return action.why.trim() === '' ? 'why_missing' : undefined;
  if (c.status === 'closed') return 'closed';
  if (action.do === 'assign') return c.assignee?.id === action.to?.id ? 'already_assigned' : undefined;
  // The word of a rule may be made the word of a person, which then holds.
  if (action.severity === c.severity && c.severityBy.kind === 'person') return 'same_severity';
  return action.why.trim() === '' ? 'why_missing' : undefined;
}

export function annotationOf(c: Case, action: Annotation): Happening {
  switch (action.do) {
    case 'assign':
      return action.to === undefined ? { what: 'assigned' } : { what: 'assigned', to: action.to };
    case 'set_severity':
      return { what: 'severity_set', from: c.severity, to: action.severity };
    case 'comment':
      return { what: 'commented' };
  }
}

/** The case with what was said of it; its status stays, and who set it and when. */
export function annotateCase(c: Case, action: Annotation, { by }: { at: Instant; by: Actor }): Case {
  switch (action.do) {
    case 'assign': {
      const { assignee: _, ...rest } = c;
      return action.to === undefined ? rest : { ...rest, assignee: action.to };
    }
    case 'set_severity':
      return {
        ...c,
        severity: action.severity,
        severityBy: by,
        rulesSay: c.rulesSay ?? c.severity,
        trace: [...withoutPeople(c.trace), stepOf(c, action, by)],
      };
    case 'comment':
      return c;
  }
}

function stepOf(c: Case, { severity, why }: { severity: Severity; why: string }, by: Actor): TraceStep {
  const from = c.rulesSay ?? c.severity;
  return { decides: 'severity', rule: actorName(by), by, because: why.trim(), from, to: severity };
}

function withoutPeople(trace: TraceStep[]): TraceStep[] {
  return trace.filter(({ by }) => by === undefined);
}

/** What the rules say counts again, as for a case that was closed and comes back. */
export function withoutOverride(c: Case): Case {
  if (c.rulesSay === undefined) return c;
  const { rulesSay, ...rest } = c;
  const severityBy: Actor = { kind: 'system', id: c.sources[0] ?? 'irene' };
  return { ...rest, severity: rulesSay, severityBy, trace: withoutPeople(c.trace) };
}

/** The worst that the rules have said, remembered while a person's word counts. */
export function noteRulesSay(c: Case, severity: Severity): Case {
  if (c.rulesSay === undefined || !isWorse(severity, c.rulesSay)) return c;
  return { ...c, rulesSay: severity };
}
