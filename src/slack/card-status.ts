import type { Case } from '#core/case.ts';
import type { Route } from '#core/route.ts';
import { codeWithin, escapeWithin, slackMoment } from './mrkdwn.ts';
import { slackPen } from './slack-pen.ts';
import type { Next, SlackWords } from './words/slack-words.ts';

/** How the case stands, who said so and why, and what happens next by itself. */
export function statusLine(c: Case, route: Route, words: SlackWords): string {
  const why = c.statusComment === undefined ? '' : words.card.because(escapeWithin(c.statusComment, 800));
  return [
    `${standing(c, words)}${why}`,
    ...silence(c, words),
    ...people(c, words),
    ...details(c, words),
    ...nextTexts(c, route, words),
  ].join(' · ');
}

/** What the clock does next says more than that the case waits. */
function nextTexts(c: Case, route: Route, words: SlackWords): string[] {
  const next = nextOf(c, route);
  const steps = (c.upcoming ?? []).map((step) => words.remind.upcoming[step.do](slackMoment(step.at)));
  return next === 'waits' && steps.length > 0 ? steps : [words.card.next[next], ...steps];
}

function standing(c: Case, words: SlackWords): string {
  const by = slackPen(words).actor(c.statusBy);
  const at = slackMoment(c.statusAt);
  switch (c.status) {
    case 'open':
      return words.card.open(at);
    case 'acknowledged':
      return words.card.acknowledged(by, at);
    case 'snoozed':
      return words.card.snoozed(slackMoment(c.snoozedUntil ?? c.statusAt), by);
    case 'closed':
      return words.card.closed(words.shared.reason[c.reason ?? 'fixed'], by, at);
  }
}

function silence({ silenced }: Case, words: SlackWords): string[] {
  if (silenced === undefined) return [];
  return [words.card.silenced(slackMoment(silenced.until), codeWithin(silenced.rule, 200))];
}

/** Who takes care of it, and who has rated it against the rules. */
function people(c: Case, words: SlackWords): string[] {
  const pen = slackPen(words);
  const isRated = c.severityBy.kind === 'person' && c.status !== 'closed';
  return [
    ...(c.assignee === undefined ? [] : [words.work.assigned(pen.actor(c.assignee))]),
    ...(isRated ? [words.work.ratedBy(pen.actor(c.severityBy))] : []),
  ];
}

function details(c: Case, words: SlackWords): string[] {
  const pen = slackPen(words);
  if (c.status === 'closed') {
    return c.acceptedUntil === undefined ? [] : [words.card.acceptedUntil(slackMoment(c.acceptedUntil))];
  }
  if (c.escalation === undefined) return [];
  return [words.card.escalated(escapeWithin(c.escalation.to.label, 200), pen.actor(c.escalation.by))];
}

function nextOf(c: Case, route: Route): Next {
  switch (c.status) {
    case 'open':
      return route.pagerduty === undefined ? 'waits' : 'pages';
    case 'acknowledged':
      return 'worse_reopens';
    case 'snoozed':
      return c.wakeWhenWorse === false ? 'stays_quiet' : 'wakes_early';
    case 'closed':
      return nextOfClosed(c);
  }
}

/** What `recordFinding` does with the next alert of a closed case. */
function nextOfClosed(c: Case): Next {
  if (c.staysClosed === true) return 'stays_closed';
  const isSettled = c.reason === 'false_positive' || c.reason === 'accepted_risk' || c.reason === 'expected';
  return isSettled ? 'worse_only' : 'again_reopens';
}
