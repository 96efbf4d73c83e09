import type { Reception } from '../reception.ts';
import { whyForbidden } from '../gate.ts';
import { whyForbiddenSoon } from '../open-modal.ts';
import type { BulkDeed } from '../words/bulk-words.ts';

/** Who works on many cases at once must be allowed that, and the action itself. `soon`: as far as Slack tells in time. */
export async function whyNotBulk(
  deed: BulkDeed,
  userId: string,
  reception: Reception,
  soon?: 'soon',
): Promise<string | undefined> {
  const ask = soon === undefined ? whyForbidden : whyForbiddenSoon;
  const answers = await Promise.all([ask('bulk', userId, reception), ask(deed, userId, reception)]);
  return answers.find((answer) => answer !== undefined);
}
