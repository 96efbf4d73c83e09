import type { CaseView } from '#core/mirror.ts';
import { isNoise } from '#core/timeline.ts';
import { currentKey, type IncidentKeys, type KeyState } from './incident-keys.ts';

/** One event to send, and what is known about its key once it is accepted: undefined = nothing is open. */
export interface PlannedEvent {
  action: 'trigger' | 'acknowledge' | 'resolve';
  key: string;
  leaves: KeyState | undefined;
}

/** The events that bring PagerDuty in line with the case, in the order to send them. Pure. */
export function planEvents(view: CaseView, keys: IncidentKeys): PlannedEvent[] {
  const { status } = view.case;
  // An incident that a newer call has taken over from only stands in the way.
  const isOver = status === 'closed' || isRatedDown(view);
  const left = [...keys].filter(([key]) => isOver || key !== currentKey(view.case));
  const resolves = left.map(([key]): PlannedEvent => ({ action: 'resolve', key, leaves: undefined }));
  if (isOver) return resolves;
  // Whoever is to be called is called first: old incidents can wait.
  return status === 'open' ? [...triggers(view, keys), ...resolves] : [...acknowledges(view, keys), ...resolves];
}

/** A person has said that it is not worth a page. */
function isRatedDown({ case: { severityBy, escalation }, route }: CaseView): boolean {
  return severityBy.kind === 'person' && escalation === undefined && route.pagerduty === undefined;
}

function triggers(view: CaseView, keys: IncidentKeys): PlannedEvent[] {
  if (view.route.pagerduty === undefined) return [];
  const key = currentKey(view.case);
  const state = keys.get(key);
  const isNew = state === undefined || state === 'maybe';
  // A new call has a key of its own; what is left is an open incident that got worse.
  const isLouder = view.news.some(
    (entry) => (entry.what === 'worse' || entry.what === 'severity_set') && isNoise(entry),
  );
  return isNew || isLouder ? [{ action: 'trigger', key, leaves: 'triggered' }] : [];
}

function acknowledges(view: CaseView, keys: IncidentKeys): PlannedEvent[] {
  const loud = [...keys].filter(([key, state]) => key === currentKey(view.case) && state !== 'acknowledged');
  return loud.map(([key]) => ({ action: 'acknowledge', key, leaves: 'acknowledged' }));
}
