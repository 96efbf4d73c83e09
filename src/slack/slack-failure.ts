import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';

/**
 * A failed Web API call as one of Irene's errors; anything else comes back as it is and is a bug. `place` is what the
 * call was about, for people, e.g. `#security`. Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export function slackFailure(error: unknown, place: string): unknown {
  if (error instanceof WebAPIRateLimitedError) {
    const retryAfterMs = error.retryAfter * 1000;
    return new TemporaryFailure(`Slack asks to wait ${error.retryAfter} s`, { retryAfterMs, cause: error });
  }
  if (error instanceof WebAPIRequestError) return new TemporaryFailure('Slack cannot be reached', { cause: error });
  if (error instanceof WebAPIHTTPError) {
    const { statusCode } = error;
    return statusCode >= 500 || statusCode === 429 || statusCode === 408
      ? new TemporaryFailure(`Slack answered ${statusCode}`, { cause: error })
      : error;
  }
  return error instanceof WebAPIPlatformError ? platformFailure(error, place) : error;
}

/** Slack's own code of a refused call, e.g. `message_not_found`; undefined when the call failed otherwise. */
export function slackCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

function platformFailure(error: WebAPIPlatformError, place: string): Error {
  const code = error.data.error;
  const remedy = remedies[code];
  if (remedy !== undefined) {
    const { needed } = error.data as { needed?: unknown };
    const scope = code === 'missing_scope' && typeof needed === 'string' ? ` (${needed})` : '';
    const about = remedy === reinstall ? 'Slack' : `Slack ${place}`;
    return new DestinationGone(`${about}: ${code}${scope}. ${remedy}`, {
      isEverywhere: remedy === reinstall,
      cause: error,
    });
  }
  // The SDK puts an answer that is no JSON (a proxy's page, half an answer) where the code should be.
  const isTemporary = temporary.has(code) || !/^[a-z][a-z0-9_]*$/.test(code);
  return isTemporary ? new TemporaryFailure(`Slack ${place}: no usable answer`, { cause: error }) : error;
}

const reinstall = 'Install the app again with manifest.yml and set SLACK_BOT_TOKEN anew.';
const invite = 'Invite the bot into the channel, or name another one in rules/projects.yml.';
const unarchive = 'Unarchive the channel, or name another one in rules/projects.yml.';
const allow = 'Ask an administrator of the workspace to let the app post there.';

const remedies: Record<string, string> = {
  channel_not_found: 'Correct the channel in rules/projects.yml, or invite the bot when it is private.',
  not_in_channel: invite,
  is_archived: unarchive,
  is_inactive: unarchive,
  invalid_auth: reinstall,
  not_authed: reinstall,
  account_inactive: reinstall,
  token_revoked: reinstall,
  token_expired: reinstall,
  missing_scope: reinstall,
  not_allowed_token_type: 'SLACK_BOT_TOKEN must be the bot token (xoxb-…).',
  access_denied: allow,
  restricted_action: allow,
  restricted_action_read_only_channel: allow,
  restricted_action_thread_only_channel: allow,
  restricted_action_non_threadable_channel: allow,
  team_access_not_granted: allow,
  enterprise_is_restricted: allow,
};

const temporary: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
]);
