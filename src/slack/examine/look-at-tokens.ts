import type { WebClient } from '@slack/web-api';
import { failureText, type SlackFinding } from './finding.ts';

/** Who the bot token speaks for, and the scopes that Slack says it has; undefined when the token is of no use. */
export interface BotLook {
  findings: SlackFinding[];
  granted: string[] | undefined;
}

const badToken: Readonly<Record<string, string>> = {
  invalid_auth: 'copy the Bot User OAuth Token of the app anew (OAuth & Permissions) to SLACK_BOT_TOKEN',
  account_inactive: 'the app was removed from the workspace: install it again and copy its token to SLACK_BOT_TOKEN',
  token_revoked: 'the token was taken back: install the app again and copy its token to SLACK_BOT_TOKEN',
  not_allowed_token_type: 'SLACK_BOT_TOKEN takes the Bot User OAuth Token (xoxb-…), no other kind',
};

/** Asks Slack who the bot is. Never rejects. */
export async function lookAtBotToken(client: WebClient): Promise<BotLook> {
  try {
    const answer = await client.auth.test();
    const says = `${answer.user ?? '?'} in ${answer.team ?? '?'} (${answer.url ?? '?'})`;
    return { findings: [{ about: 'bot token', state: 'ok', says }], granted: answer.response_metadata?.scopes };
  } catch (error) {
    const says = failureText(error);
    const fix = badToken[says] ?? 'look whether Slack can be reached from here (SLACK_API_URL, proxy, firewall)';
    return { findings: [{ about: 'bot token', state: 'wrong', says, fix }], granted: undefined };
  }
}

/** The scopes that the manifest asks for, beside those that the workspace has given. */
export function compareScopes(granted: readonly string[] | undefined, wanted: readonly string[]): SlackFinding[] {
  const about = 'scopes';
  if (granted === undefined) {
    return [{ about, state: 'note', says: 'Slack did not say which scopes the token has' }];
  }
  const missing = wanted.filter((scope) => !granted.includes(scope));
  const more = granted.filter((scope) => !wanted.includes(scope));
  const extra: SlackFinding[] =
    more.length === 0
      ? []
      : [{ about, state: 'note', says: `Irene does not need ${more.join(', ')}: the app can do with less` }];
  if (missing.length === 0) return [{ about, state: 'ok', says: `all ${wanted.length} of manifest.yml` }, ...extra];
  const fix = 'paste manifest.yml at https://api.slack.com/apps → App Manifest, then install the app again';
  return [{ about, state: 'wrong', says: `missing: ${missing.join(', ')}`, fix }, ...extra];
}
