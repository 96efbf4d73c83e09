import type { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import type { GithubSandbox } from '#sandbox/github/github-sandbox.ts';
import { startGithubSandbox } from '#sandbox/github/start-github-sandbox.ts';
import { type PageOptions, startPage } from '#sandbox/page/start-page.ts';
import type { Html } from '#sandbox/page/text/html.ts';
import type { Surroundings } from '#sandbox/page/text/surroundings.ts';
import type { PagerdutySandbox } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import { startPagerdutySandbox } from '#sandbox/pagerduty/start-pagerduty-sandbox.ts';
import type { SlackSandbox, SlackSandboxOptions } from '#sandbox/slack/slack-sandbox.ts';
import { startSlackSandbox } from '#sandbox/slack/start-slack-sandbox.ts';
import { botOf } from '#test/sandbox/slack/slack-fixture.ts';

export interface Shown {
  slack: SlackSandbox;
  github: GithubSandbox;
  pagerduty: PagerdutySandbox;
  /** The app's own client. */
  bot: WebClient;
  url: string;
}

/** The three true sandboxes of the running test and the page that shows them. */
export async function aPage(
  change: Partial<Pick<PageOptions, 'inbox' | 'samples'>> = {},
  slackOptions: SlackSandboxOptions = {},
): Promise<Shown> {
  const [slack, github, pagerduty] = await Promise.all([
    startSlackSandbox(slackOptions),
    startGithubSandbox(),
    startPagerdutySandbox(),
  ]);
  const page = await startPage({ slack, github, pagerduty, port: 0, ...change });
  onTestFinished(async () => {
    await page.close();
    await Promise.all([slack.close(), github.close(), pagerduty.close()]);
  });
  return { slack, github, pagerduty, bot: botOf(slack), url: page.url };
}

/** Opens an issue as the app would. */
export async function openIssue(github: GithubSandbox, issue: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${github.apiUrl}/repos/acme/security/issues`, {
    method: 'POST',
    headers: { authorization: `Bearer ${github.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(issue),
  });
  if (!answer.ok) throw new Error(`no issue: ${answer.status} ${await answer.text()}`);
}

/** Raises an incident as the app would. */
export async function raise(
  pagerduty: PagerdutySandbox,
  payload: Record<string, unknown>,
  more: object = {},
): Promise<void> {
  const event = {
    routing_key: pagerduty.routingKey,
    event_action: 'trigger',
    dedup_key: 'case-1',
    payload: { summary: 'Bucket is public', source: 'prod', severity: 'critical', ...payload },
    ...more,
  };
  const answer = await fetch(`${pagerduty.eventsUrl}/v2/enqueue`, { method: 'POST', body: JSON.stringify(event) });
  if (answer.status !== 202) throw new Error(`no incident: ${answer.status} ${await answer.text()}`);
}

/** A workspace of one person and one channel, whose links lead where they say. */
export const around: Surroundings = {
  userName: (id) => (id === 'UAKI' ? 'Aki <b>Tanaka</b>' : undefined),
  channelName: (id) => (id === 'C0SECURITY' ? 'security' : undefined),
  groupName: (id) => (id === 'S0ONCALL' ? 'on-call' : undefined),
  href: (url) => (/^https?:\/\//.test(url) && URL.canParse(url) ? new URL(url).href : undefined),
  showsImage: () => false,
  people: [{ id: 'UAKI', name: 'Aki Tanaka' }],
  channels: [{ id: 'C0SECURITY', name: 'security' }],
};

/** The HTML of a piece of page; every piece is finished at once. */
export function htmlOf(piece: Html): string {
  if (piece instanceof Promise) throw new Error('this piece of page is not finished at once');
  return piece.toString();
}
