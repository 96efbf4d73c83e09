import { setTimeout as wait } from 'node:timers/promises';
import { noteView, type FreeAnswer, type FreeModal } from '../free-modal.ts';
import type { Reception, Reply } from '../reception.ts';
import type { Submission } from '../submit-modal.ts';
import { plainText, section } from '../text-objects.ts';
import type { BulkRequest, BulkResult } from '#pipeline/bulk-desk.ts';
import { bulkFormId, readBulkAbout, readBulkForm } from './bulk-form.ts';
import { whyNotBulk } from './may-bulk.ts';

export const undoBulkId = 'undo_bulk';

/** Slack waits 3 s. Until shortly before, a crash leaves the form open, to be submitted again. */
const patienceMs = 2_000;

/** Acts on all cases that were found when the form was opened, and tells the person how it went. */
export const bulkModal: FreeModal = { id: bulkFormId, submit };

async function submit({ fields, metadata, user, viewId }: Submission, reception: Reception): Promise<FreeAnswer> {
  const { words, people, now } = reception;
  const about = readBulkAbout(metadata);
  if (about === undefined) return { push: noteView(words.answers.unknownButton, words) };
  const context = { ...reception, now: now(), user, zone: () => people.zone(user.id), person: people.actor };
  const [forbidden, reading] = await Promise.all([
    whyNotBulk(about.deed, user.id, reception),
    readBulkForm(about.deed, fields, context),
  ]);
  if (forbidden !== undefined) return { push: noteView(forbidden, words) };
  if ('errors' in reading) return reading;
  const by = await people.actor(user);
  const request = { plan: about.plan, action: reading.action, by, requestId: `slack:view:${viewId}` };
  const work = actAndTell(request, { channel: about.channel, user: user.id }, reception);
  await Promise.race([work, wait(patienceMs, undefined, { ref: false })]);
  return { closeAndFinish: work };
}

/** Never rejects. */
async function actAndTell(
  request: BulkRequest,
  to: { channel: string; user: string },
  reception: Reception,
): Promise<void> {
  const { desk, words, log } = reception;
  try {
    const outcome = await desk.bulk.act(request);
    await tell(
      'unknown' in outcome ? { text: words.bulk.gone } : resultReply(request, outcome, reception),
      to,
      reception,
    );
  } catch (error) {
    log.error({ err: error, plan: request.plan }, 'many cases could not be acted on');
    await tell({ text: words.answers.notDone }, to, reception);
  }
}

function resultReply({ plan, action }: BulkRequest, result: BulkResult, { words }: Reception): Reply {
  const done = words.bulk.done(action.do, result);
  if (result.done === 0) return { text: done };
  const text = `${done} ${words.work.undoHint}`;
  const button = {
    type: 'button' as const,
    action_id: undoBulkId,
    text: plainText(words.work.undo, 75),
    value: `1:${plan}`,
  };
  return { text, blocks: [{ ...section(text), accessory: button }] };
}

/** In the channel to the person alone; where the bot is not in it, directly. Never rejects. */
async function tell(reply: Reply, to: { channel: string; user: string }, { client, log }: Reception): Promise<void> {
  try {
    await client.chat.postEphemeral({ ...to, ...reply });
  } catch (error) {
    log.debug({ err: error, channel: to.channel }, 'told directly, not in the channel');
    await client.chat.postMessage({ channel: to.user, ...reply }).catch((second: unknown) => {
      log.warn({ err: second, userId: to.user }, 'slack person could not be told');
    });
  }
}
