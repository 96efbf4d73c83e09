import { slackCode } from './slack-failure.ts';

const codes: ReadonlySet<string | undefined> = new Set(['message_not_found', 'cant_update_message']);

/** The message is not there any more, or not the bot's any more: another bot user after an installation anew. */
export function isLostMessage(error: unknown): boolean {
  return codes.has(slackCode(error));
}
