import type { GithubSandbox } from '#sandbox/github/github-sandbox.ts';
import type { PagerdutySandbox } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import type { SlackSandbox, SlackUser } from '#sandbox/slack/slack-sandbox.ts';
import type { Seen } from './seen.ts';
import type { Surroundings } from './text/surroundings.ts';

/** The three local services that the page shows. */
export interface Sandboxes {
  slack: SlackSandbox;
  github: GithubSandbox;
  pagerduty: PagerdutySandbox;
}

/** A button of the strip that sends a sample file on its way. */
export interface Sample {
  name: string;
  title: string;
  send(): Promise<void>;
}

/** Everything one view of the page is rendered from. */
export interface Scene {
  sandboxes: Sandboxes;
  /** The person whose eyes and hands the page is. */
  me: SlackUser;
  around: Surroundings;
  seen: Seen;
  samples: Sample[];
  /** The folder that files are dropped into, named where there is nothing to show yet. */
  inbox: string | undefined;
}
