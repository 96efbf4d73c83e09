import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewOutput, ViewResponseAction } from '@slack/bolt';
import { noteView, type FreeAnswer, type FreeModal } from './free-modal.ts';
import type { Fields } from './modal.ts';
import { freeModals } from './free-modals.ts';
import { modals } from './modals.ts';
import { unescapeEntities } from './mrkdwn.ts';
import { receptionFor, type Reception } from './reception.ts';
import { submitModal, type Submission } from './submit-modal.ts';

type Args = SlackViewMiddlewareArgs & AllMiddlewareArgs;

/** Submitted modals: what is wrong stays on the fields, else the modal closes. */
export function onModal(house: Reception) {
  return async ({ ack, body, view }: Args): Promise<void> => {
    const modal = [...modals, ...freeModals].find(({ id }) => id === view.callback_id);
    if (body.type !== 'view_submission' || modal === undefined) {
      await ack();
      return;
    }
    const { id, name } = body.user;
    const reception = await receptionFor(id, house);
    const submission = {
      viewId: view.id,
      metadata: view.private_metadata,
      user: { id, username: name },
      fields: fieldsOf(view),
    };
    const log = reception.log.child({ userId: id, modal: modal.id });
    if ('submit' in modal) {
      const answer = await submitFree(modal, submission, { ...reception, log });
      await ack(responseTo(answer));
      // Who stops the program waits for it.
      if (typeof answer === 'object' && 'closeAndFinish' in answer) await answer.closeAndFinish;
      return;
    }
    await submitModal(modal, submission, { ...reception, log }, async (errors) => {
      await (errors === undefined ? ack() : ack({ response_action: 'errors', errors: plain(errors) }));
    });
  };
}

async function submitFree(modal: FreeModal, submission: Submission, reception: Reception): Promise<FreeAnswer> {
  try {
    return await modal.submit(submission, reception);
  } catch (error) {
    reception.log.error({ err: error }, 'slack modal failed');
    return { push: noteView(reception.words.answers.notDone, reception.words) };
  }
}

function responseTo(answer: FreeAnswer): ViewResponseAction {
  if (answer === 'close' || 'closeAndFinish' in answer) return { response_action: 'clear' };
  if ('push' in answer) return { response_action: 'push', view: answer.push };
  return { response_action: 'errors', errors: plain(answer.errors) };
}

/** Every block of our modals has one element. */
function fieldsOf(view: ViewOutput): Fields {
  return Object.fromEntries(
    Object.entries(view.state.values).map(([block, elements]) => [block, Object.values(elements)[0]]),
  );
}

/** Errors on fields are no mrkdwn: Slack would show the entities. */
function plain(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, text]) => [field, unescapeEntities(text)]));
}
