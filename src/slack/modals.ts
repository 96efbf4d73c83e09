import type { Modal } from './modal.ts';
import { assignModal } from './modals/assign.ts';
import { closeModal } from './modals/close.ts';
import { escalateModal } from './modals/escalate.ts';
import { questionModal } from './modals/question.ts';
import { severityModal } from './modals/severity.ts';
import { snoozeModal } from './modals/snooze.ts';

/** Everything that can be filled in and submitted. */
export const modals: readonly Modal[] = [
  snoozeModal,
  escalateModal,
  closeModal,
  assignModal,
  severityModal,
  questionModal,
];
