import type { Town } from '#sandbox/start-town.ts';
import type { SlackMessage } from '#sandbox/slack/slack-sandbox.ts';

/** A step that the stand-in sees: what it counts has just gone up, and the answer is not sent yet. */
export interface OuterStep {
  name: string;
  count(town: Town): number;
}

const channels = ['C0SECURITY', 'C0WEB'];

/** What Irene makes and changes outside. */
export const outerSteps: OuterStep[] = [
  { name: 'card posted, answer lost', count: (town) => marked(town, 'irene_case') },
  { name: 'evidence posted, answer lost', count: (town) => marked(town, 'irene_evidence') },
  { name: 'news posted, answer lost', count: (town) => marked(town, 'irene_timeline') },
  { name: 'issue made, answer lost', count: (town) => town.issues().length },
  { name: 'issue changed, answer lost', count: (town) => sum(town.issues().map(({ events }) => events.length)) },
  { name: 'comment made, answer lost', count: (town) => sum(town.issues().map(({ comments }) => comments.length)) },
  { name: 'incident made, answer lost', count: ({ pagerduty }) => pagerduty.incidents.length },
  {
    name: 'incident changed, answer lost',
    count: ({ pagerduty }) => sum(pagerduty.incidents.map(({ status }) => Number(status !== 'triggered'))),
  },
];

/** Calls `then` as soon as the step has happened `nth` times from now on. Returns the way to stop watching. */
export function onOuterStep(town: Town, step: OuterStep, nth: number, then: () => void): () => void {
  const wanted = step.count(town) + nth;
  const look = (): void => {
    if (step.count(town) >= wanted) then();
  };
  const stops = [town.slack.workspace.onChange(look), town.github.onChange(look), town.pagerduty.onChange(look)];
  return () => {
    for (const stop of stops) stop();
  };
}

function marked(town: Town, mark: string): number {
  const isMarked = (message: SlackMessage): boolean => message.metadata?.event_type === mark;
  return sum(channels.map((channel) => town.slack.workspace.messages(channel).filter(isMarked).length));
}

function sum(numbers: number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
