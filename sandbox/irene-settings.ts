import type { GithubSandbox } from './github/github-sandbox.ts';
import type { PagerdutySandbox } from './pagerduty/pagerduty-sandbox.ts';
import type { SlackSandbox } from './slack/slack-sandbox.ts';

interface Sandboxes {
  slack: SlackSandbox;
  github: GithubSandbox;
  pagerduty: PagerdutySandbox;
}

/** The settings that point Irene at these sandboxes, with the channels of the demo workspace. */
export function ireneSettings({ slack, github, pagerduty }: Sandboxes): Record<string, string> {
  return {
    IRENE_CHANNEL: 'C0SECURITY',
    IRENE_OPS_CHANNEL: 'C0OPS',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    GITHUB_TOKEN: github.token,
    GITHUB_REPO: 'acme/security',
    GITHUB_API_URL: github.apiUrl,
    PAGERDUTY_ROUTING_KEY: pagerduty.routingKey,
    PAGERDUTY_EVENTS_URL: pagerduty.eventsUrl,
  };
}
