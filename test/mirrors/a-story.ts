import type { Actor } from '#core/actor.ts';
import { caseAction, type Action } from '#core/case-action.ts';
import type { Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import type { CaseView, MirrorRef } from '#core/mirror.ts';
import { recordFinding } from '#core/record-finding.ts';
import type { Severity } from '#core/severity.ts';
import type { Log } from '#core/log.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { aFinding, noon } from '#test/builders.ts';

const aki: Actor = { kind: 'person', id: 'U0AKI', name: 'Aki', via: 'slack' };

export const silent: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silent,
};

/** A case that lives on: each step is a minute after the last one. */
export interface Story {
  case(): Case;
  act(action: Action): void;
  /** The same alert again. */
  again(severity: Severity): void;
  /** What a mirror that has shown `ref` is given now. */
  view(ref: MirrorRef | undefined, more?: Partial<CaseView>): CaseView;
}

export function aStory(severity: Severity = 'high', alert: Partial<Alert> = {}): Story {
  let minutes = 0;
  const first = recordFinding(undefined, aFinding({ severity, alert }), noon);
  let c = first.case;
  const timeline: TimelineEntry[] = [...first.entries];

  function nextMinute(): string {
    minutes += 1;
    return new Date(Date.parse(noon) + minutes * 60_000).toISOString();
  }

  return {
    case: () => c,
    act: (action) => {
      const outcome = caseAction(c, action, { at: nextMinute(), by: aki });
      if ('refused' in outcome)
        throw new Error(`the story breaks: ${action.do} is refused, ${outcome.refused.because}`);
      c = outcome.case;
      timeline.push(...outcome.entries);
    },
    again: (severity) => {
      const at = nextMinute();
      const recorded = recordFinding(c, aFinding({ severity, alert: { ...alert, at } }), at);
      c = recorded.case;
      timeline.push(...recorded.entries);
    },
    view: (ref, more = {}) => ({
      case: c,
      news: timeline.filter((entry) => entry.seq > (ref?.shownSeq ?? 0)),
      elsewhere: [],
      route: { channels: [], github: 'acme/security', pagerduty: 'low' },
      now: noon,
      ...more,
    }),
  };
}
