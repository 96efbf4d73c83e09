import { createHash } from 'node:crypto';
import type { Action } from '#core/case-action.ts';
import { doAction, type Wish } from './do-action.ts';
import { readAbout, type Fields, type Modal, type ModalAbout } from './modal.ts';
import type { SlackUser } from './create-people.ts';
import type { Reception, Reply } from './reception.ts';
import { undoOffer } from './undo-offer.ts';

export interface Submission {
  viewId: string;
  metadata: string;
  user: SlackUser;
  fields: Fields;
}

/** What was wrong, by field; none when it was done. */
type Errors = Record<string, string> | undefined;
/** Answers Slack: the modal closes, or stays open with the errors. Once only. */
export type CloseOrShow = (errors: Errors) => Promise<void>;

// Slack waits 3 s, from a moment before this one; then it says so in the modal, which stays open.
const patienceMs = 2_500;

/**
 * Does what a modal asks, and answers Slack then, however long it takes: an answer before it is kept would be a promise
 * that a crash could break unseen. What is wrong is shown on its fields; where Slack may have given up waiting, it
 * is told in the channel as well.
 */
export async function submitModal(
  modal: Modal,
  submission: Submission,
  reception: Reception,
  closeOrShow: CloseOrShow,
): Promise<void> {
  const about = readAbout(submission.metadata);
  if (about === undefined) return closeOrShow({ [modal.firstField]: reception.words.answers.unknownButton });
  const askedAt = performance.now();
  const errors = await attempt(modal, { ...submission, about }, reception);
  await closeOrShow(errors);
  const isLate = performance.now() - askedAt > patienceMs;
  if (isLate && errors !== undefined)
    await tell(about, submission.user, { text: Object.values(errors).join(' ') }, reception);
}

async function attempt(
  modal: Modal,
  submission: Submission & { about: ModalAbout },
  reception: Reception,
): Promise<Errors> {
  try {
    const { people } = reception;
    const { user } = submission;
    const now = reception.now();
    const context = { ...reception, now, user, zone: () => people.zone(user.id), person: people.actor };
    const reading = await modal.read(submission.fields, context);
    return 'errors' in reading ? reading.errors : await act(modal, submission, reading.action, reception);
  } catch (error) {
    reception.log.error({ err: error, caseId: submission.about.caseId, modal: modal.id }, 'slack modal failed');
    return { [modal.firstField]: reception.words.answers.notDone };
  }
}

async function act(
  modal: Modal,
  { about, user, viewId }: Submission & { about: ModalAbout },
  action: Action,
  reception: Reception,
): Promise<Errors> {
  const requestId = `slack:view:${viewId}:${digest(action)}`;
  const wish = { caseId: about.caseId, action, user, requestId };
  const deed = await doAction(wish, reception);
  if ('done' in deed) {
    await modal.after?.(deed.done, { ...about, userId: user.id }, reception);
    await offerUndo(about, wish, reception);
    return undefined;
  }
  const field = (deed.because === undefined ? undefined : modal.fieldOf[deed.because]) ?? modal.firstField;
  return { [field]: deed.refused };
}

/** The action is done whatever becomes of this. */
async function offerUndo(about: ModalAbout, wish: Wish, reception: Reception): Promise<void> {
  const offer = undoOffer({ ...wish, userId: wish.user.id }, reception.words);
  if (offer !== undefined) await tell(about, wish.user, offer, reception);
}

/** A corrected form of the same view is another request; the same form sent twice is one. */
function digest(action: Action): string {
  return createHash('sha256').update(JSON.stringify(action)).digest('hex').slice(0, 16);
}

async function tell(about: ModalAbout, user: SlackUser, reply: Reply, reception: Reception): Promise<void> {
  try {
    await reception.client.chat.postEphemeral({ channel: about.channel, user: user.id, ...reply });
  } catch (error) {
    reception.log.warn({ err: error, caseId: about.caseId, userId: user.id }, 'slack person could not be told');
  }
}
