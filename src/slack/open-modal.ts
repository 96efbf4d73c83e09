import { setTimeout as wait } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import type { Permission } from '#core/permissions.ts';
import type { Press } from './button.ts';
import { whyForbidden } from './gate.ts';
import { writeAbout, type Modal, type ModalAbout } from './modal.ts';
import { codeWithin } from './mrkdwn.ts';
import type { Reception } from './reception.ts';
import { contextLine, plainText } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** A trigger lives for 3 s. */
const askWithinMs = 1_000;

/** Opens a modal at once: the trigger of a click lives for three seconds, so nothing is asked before. */
export async function openModal(modal: Modal, press: Press, reception: Reception, guess?: string): Promise<void> {
  // Who may not is told before they fill it in; what Slack does not tell in time is decided when it is submitted.
  const forbidden = await whyForbiddenSoon(modal.permission, press.user.id, reception);
  if (forbidden !== undefined) return press.answer({ text: forbidden });
  const view = modalView(modal, press, { ...reception, ...(guess === undefined ? {} : { guess }) });
  await reception.client.views.open({ trigger_id: press.triggerId, view });
}

/** Undefined too while Slack has not told in time who is in a group. */
export function whyForbiddenSoon(
  permission: Permission | undefined,
  userId: string,
  reception: Reception,
): Promise<string | undefined> {
  const patience = wait(askWithinMs, undefined, { ref: false });
  return Promise.race([whyForbidden(permission, userId, reception), patience]);
}

function textsOf({ id }: Modal, words: SlackWords): { title: string; submit: string } {
  return id === 'assign' || id === 'severity' ? words.work.modal[id] : words.modal[id];
}

/** The view of a modal about a case. */
export function modalView(
  modal: Modal,
  about: ModalAbout,
  context: Pick<Reception, 'words' | 'escalationTargets'> & { guess?: string },
): ModalView {
  const texts = textsOf(modal, context.words);
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
