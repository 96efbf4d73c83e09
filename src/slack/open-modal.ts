import type { ModalView } from '@slack/types';
import type { Press } from './button.ts';
import { writeAbout, type Modal, type ModalAbout } from './modal.ts';
import { codeWithin } from './mrkdwn.ts';
import type { Reception } from './reception.ts';
import { contextLine, plainText } from './text-objects.ts';

/** Opens a modal at once: the trigger of a click lives for three seconds, so nothing is asked before. */
export async function openModal(modal: Modal, press: Press, reception: Reception, guess?: string): Promise<void> {
  const view = modalView(modal, press, { ...reception, ...(guess === undefined ? {} : { guess }) });
  await reception.client.views.open({ trigger_id: press.triggerId, view });
}

/** The view of a modal about a case. */
export function modalView(
  modal: Modal,
  about: ModalAbout,
  context: Pick<Reception, 'words' | 'escalationTargets'> & { guess?: string },
): ModalView {
  const texts = context.words.modal[modal.id];
  return {
    type: 'modal',
    callback_id: modal.id,
    private_metadata: writeAbout(about),
    title: plainText(texts.title, 24),
    submit: plainText(texts.submit, 24),
    close: plainText(context.words.modal.cancel, 24),
    blocks: [contextLine(codeWithin(about.caseId, 40)), ...modal.blocks(context)],
  };
}
