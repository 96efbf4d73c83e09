import type { ModalView } from '@slack/types';
import type { Reception } from './reception.ts';
import type { Submission } from './submit-modal.ts';
import { plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** A modal that only says something, on top of the one that cannot say it on a field. */
export function noteView(text: string, words: SlackWords): ModalView {
  return {
    type: 'modal',
    title: plainText('Irene', 24),
    close: plainText(words.modal.cancel, 24),
    blocks: [section(text)],
  };
}

/**
 * What becomes of a modal that was submitted: errors on its fields, one more on top of it, or all are closed, also before
 * the work is done (which never rejects).
 */
export type FreeAnswer =
  | { errors: Record<string, string> }
  | { push: ModalView }
  | 'close'
  | { closeAndFinish: Promise<void> };

/** A form that is about no single case. */
export interface FreeModal {
  /** Its `callback_id`. */
  id: string;
  submit(submission: Submission, reception: Reception): Promise<FreeAnswer>;
}
