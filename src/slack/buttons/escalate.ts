import type { CaseButton } from '../button.ts';
import { escalateModal } from '../modals/escalate.ts';
import { openModal } from '../open-modal.ts';

export const escalate: CaseButton = {
  id: 'escalate',
  press: (press, reception) => openModal(escalateModal, press, reception),
};
