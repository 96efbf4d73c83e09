import { byClock } from './timeline.ts';
import type { Undone } from './undo-action.ts';
import type { Words } from './words.ts';

const byClockBecause = {
  no_acknowledgement: 'nobody has acknowledged',
  no_answer: 'who was asked has not answered',
  denial: 'who was asked says that it was not them',
};

export const en: Words = {
  severity: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', none: 'None' },
  status: { open: 'Open', acknowledged: 'Acknowledged', snoozed: 'Snoozed', closed: 'Closed' },
  reason: {
    fixed: 'fixed',
    deleted: 'deleted',
    false_positive: 'false positive',
    accepted_risk: 'accepted risk',
    duplicate: 'duplicate',
    expected: 'expected',
    expired: 'expired',
  },
  happened(entry, pen) {
    const by = pen.actor(entry.by);
    const why = entry.why === undefined ? '' : `: ${pen.text(entry.why)}`;
    switch (entry.what) {
      case 'opened':
        return `Opened as ${en.severity[entry.severity].toLowerCase()} by ${by}`;
      case 'worse':
        return `Got worse: ${en.severity[entry.from].toLowerCase()} → ${en.severity[entry.to].toLowerCase()}, by ${by}`;
      case 'reopened':
        return `Reopened as ${en.severity[entry.severity].toLowerCase()} by ${by} (was ${en.reason[entry.after]})${why}`;
      case 'acknowledged':
        return `Acknowledged by ${by}${why}`;
      case 'unacknowledged':
        return byClock(entry)
          ? `Open again: nobody said that they are still working on it`
          : `Acknowledgement taken back by ${by}${why}`;
      case 'snoozed':
        return `Snoozed until ${pen.moment(entry.until)} by ${by}${why}`;
      case 'woke':
        return `${entry.silence === true ? 'Silence' : 'Snooze'} ended by ${by}${why}`;
      case 'escalated':
        return byClock(entry)
          ? `Escalated to ${pen.text(entry.to)}: ${byClockBecause[entry.after ?? 'no_acknowledgement']}`
          : `Escalated to ${pen.text(entry.to)} by ${by}${why}`;
      case 'person_asked':
        return `${pen.text(entry.to)} was asked by ${by} whether it was them, until ${pen.moment(entry.until)}${why}`;
      case 'person_answered':
        return `${by} says that it was ${entry.wasMe ? 'them' : 'not them'}${why}`;
      case 'reminded':
        return 'Reminder sent';
      case 'asked':
        return 'Asked whether somebody is still working on it';
      case 'still_working':
        return `Still working on it: ${by}`;
      case 'assigned':
        return entry.to === undefined ? `Assigned to nobody by ${by}` : `Assigned to ${pen.actor(entry.to)} by ${by}`;
      case 'severity_set':
        return `Severity set by ${by}: ${en.severity[entry.from].toLowerCase()} → ${en.severity[entry.to].toLowerCase()}${why}`;
      case 'commented':
        return `${by}${why}`;
      case 'undone':
        return `${undone[entry.did]} taken back by ${by}`;
      case 'closed': {
        const until = entry.acceptedUntil === undefined ? '' : `, accepted until ${pen.moment(entry.acceptedUntil)}`;
        return `Closed by ${by}: ${en.reason[entry.reason]}${until}${entry.why === undefined ? '' : ` (${pen.text(entry.why)})`}`;
      }
    }
  },
};

const undone: Record<Undone, string> = {
  acknowledged: 'Acknowledgement',
  closed: 'Closing',
  snoozed: 'Snooze',
  assigned: 'Assignment',
  severity_set: 'Change of severity',
};
