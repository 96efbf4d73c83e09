import { noteView, type FreeAnswer, type FreeModal } from '../free-modal.ts';
import { fieldProblem } from './problem-text.ts';
import { longestReason, readChannel, silenceFormId, silencePreview } from './silence-views.ts';
import type { Reception } from '../reception.ts';
import type { Submission } from '../submit-modal.ts';
import { readSilenceQuery } from '#core/standing-order.ts';

const shown = 10;
const longestMs = 366 * 86_400_000;

/** What to silence: submitted, it shows what that would have hidden. */
export const silenceModal: FreeModal = { id: silenceFormId, submit };

async function submit({ fields, metadata }: Submission, { desk, words, now }: Reception): Promise<FreeAnswer> {
  const channel = readChannel(metadata);
  if (channel === undefined) return { push: noteView(words.answers.unknownButton, words) };
  const query = fields.query?.value?.trim() ?? '';
  const reason = fields.reason?.value?.trim().slice(0, longestReason) ?? '';
  const picked = fields.until?.selected_date_time;
  const until = typeof picked === 'number' ? picked * 1000 : Number.NaN;
  const today = Date.parse(now());
  const errors: Record<string, string> = {};
  const read = readSilenceQuery(query);
  if (!('query' in read)) errors['query'] = fieldProblem(read, words);
  if (!(until > today && until <= today + longestMs)) errors['until'] = words.orders.silence.badEnd;
  if (reason === '') errors['reason'] = words.orders.silence.reasonMissing;
  if (Object.keys(errors).length > 0) return { errors };
  const found = await desk.search(`(${query}) seen<90d`, { limit: shown });
  if ('wrong' in found) return { errors: { query: words.search.wrong(found.wrong) } };
  const asked = { channel, query, until: new Date(until).toISOString(), reason };
  return { push: silencePreview(asked, found, words) };
}
