import type { GithubIssue } from '#sandbox/github/github-sandbox.ts';
import { isThere } from '#sandbox/github/github-world.ts';
import type { SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import type { Town } from '#sandbox/start-town.ts';

export const channels = ['C0WEB', 'C0SECURITY'] as const;
export type Place = (typeof channels)[number] | 'github' | 'pagerduty';
export const places: readonly Place[] = [...channels, 'github', 'pagerduty'];

/** The case's messages that are cards. */
export function cardsOf(town: Town, channel: string, title: string): SlackMessage[] {
  return town
    .cards(channel)
    .filter(({ metadata, ...shown }) => metadata?.event_type === 'irene_case' && JSON.stringify(shown).includes(title));
}

/** The case's issues in every repository, but for those that only lead to another place. */
export function issuesOf(town: Town, title: string): GithubIssue[] {
  return town.github.repos.flatMap(({ issues }) =>
    issues.filter((issue) => isThere(issue) && issue.body.includes(title)),
  );
}

/** How often the case is shown at this place. */
export function timesAt(town: Town, place: Place, title: string): number {
  if (place === 'github') return issuesOf(town, title).length;
  if (place === 'pagerduty') return town.pagerduty.incidents.filter((each) => each.title.includes(title)).length;
  return cardsOf(town, place, title).length;
}

/** Whether this place shows the case as acknowledged, with all that belongs to it. */
export function isInLine(town: Town, place: Place, title: string): boolean {
  if (place === 'github') {
    const [issue] = issuesOf(town, title);
    return issue?.labels.includes('status:acknowledged') === true && issue.comments.length > 0;
  }
  if (place === 'pagerduty') {
    return town.pagerduty.incidents.some((each) => each.title.includes(title) && each.status === 'acknowledged');
  }
  const [card] = cardsOf(town, place, title);
  if (card === undefined || !JSON.stringify(card).includes('*Acknowledged* by')) return false;
  const kinds = town.replies(place, card.ts).map(({ metadata }) => metadata?.event_type);
  return kinds.includes('irene_evidence') && kinds.includes('irene_timeline');
}

/** What stands there more than once: cards, replies, issues, comments, incidents. */
export function doubled(town: Town, title: string): string[] {
  const twice = places.filter((place) => timesAt(town, place, title) > 1);
  const replies = channels.filter((channel) => {
    const marks = cardsOf(town, channel, title).flatMap(({ ts }) =>
      town.replies(channel, ts).map(({ metadata }) => JSON.stringify(metadata)),
    );
    return new Set(marks).size < marks.length;
  });
  const comments = issuesOf(town, title).filter((issue) => {
    const marks = issue.comments.map(({ body }) => body.split('\n')[0]);
    return new Set(marks).size < marks.length;
  });
  return [...twice, ...replies.map((channel) => `${channel} replies`), ...comments.map(() => 'comments')];
}
