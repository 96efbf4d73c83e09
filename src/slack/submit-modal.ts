import { createHash } from 'node:crypto';
import type { Action } from '#core/case-action.ts';
import { explainRefusal } from './explain-refusal.ts';
import { readAbout, type Fields, type Modal, type ModalAbout } from './modal.ts';
import { unknownCaseReply } from './case-reply.ts';
import type { SlackUser } from './create-people.ts';
import type { Reception } from './reception.ts';

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
    await tellLate(about, submission.user, Object.values(errors).join(' '), reception);
}

async function attempt(
  modal: Modal,
  submission: Submission & { about: ModalAbout },
  reception: Reception,
): Promise<Errors> {
  try {
    const context = {
      ...reception,
      now: reception.now(),
      zone: () => reception.people.zone(submission.user.id),
      person: (id: string) => reception.people.actor({ id, username: id }),
    };
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
  const by = await reception.people.actor(user);
  const requestId = `slack:view:${viewId}:${digest(action)}`;
  const outcome = await reception.desk.act({ caseId: about.caseId, action, by, requestId });
  if ('unknown' in outcome) return { [modal.firstField]: unknownCaseReply(about.caseId, reception.words).text };
  if ('done' in outcome) {
    await modal.after?.(outcome.done, { ...about, userId: user.id }, reception);
    return undefined;
  }
  const field = modal.fieldOf[outcome.refused.because] ?? modal.firstField;
  return { [field]: await explainRefusal(reception, about.caseId, outcome.refused) };
}

/** A corrected form of the same view is another request; the same form sent twice is one. */
function digest(action: Action): string {
  return createHash('sha256').update(JSON.stringify(action)).digest('hex').slice(0, 16);
}

async function tellLate(about: ModalAbout, user: SlackUser, text: string, reception: Reception): Promise<void> {
  try {
    await reception.client.chat.postEphemeral({ channel: about.channel, user: user.id, text });
  } catch (error) {
    reception.log.warn({ err: error, caseId: about.caseId, userId: user.id }, 'slack person could not be told');
  }
}
