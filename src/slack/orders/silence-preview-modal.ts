import { noteView, type FreeAnswer, type FreeModal } from '../free-modal.ts';
import { problemText } from './problem-text.ts';
import { silenceNotice } from './silence-notice.ts';
import { readAskedSilence, silencePreviewId } from './silence-views.ts';
import { whyForbidden } from '../gate.ts';
import type { Reception } from '../reception.ts';
import type { Submission } from '../submit-modal.ts';

/** Creates the silence that was previewed, and says so in the channel. */
export const silencePreviewModal: FreeModal = { id: silencePreviewId, submit };

async function submit({ metadata, user, viewId }: Submission, reception: Reception): Promise<FreeAnswer> {
  const { desk, words, people } = reception;
  const asked = readAskedSilence(metadata);
  if (asked === undefined) return { push: noteView(words.answers.unknownButton, words) };
  const forbidden = await whyForbidden('silence', user.id, reception);
  if (forbidden !== undefined) return { push: noteView(forbidden, words) };
  const by = await people.actor(user);
  const outcome = await desk.orders.silence({ ...asked, by, requestId: `slack:view:${viewId}` });
  if (!('done' in outcome)) return { push: noteView(problemText(outcome, asked.query, words), words) };
  await tell(outcome, reception, user.id);
  return 'close';
}

/** In public; where the bot is not in the channel, whoever asked for it is told so. */
async function tell(
  { done, snoozed }: Parameters<typeof silenceNotice>[0],
  { client, words, tongues, log }: Reception,
  userId: string,
): Promise<void> {
  const notice = silenceNotice({ done, snoozed }, tongues.houseWords);
  try {
    await client.chat.postMessage({ channel: done.channel, ...notice });
  } catch (error) {
    log.warn({ err: error, channel: done.channel }, 'a silence could not be told in its channel');
    const text = `${notice.text}\n${words.orders.silence.notTold(`<#${done.channel}>`)}`;
    await client.chat.postMessage({ channel: userId, text });
  }
}
