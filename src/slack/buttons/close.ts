import type { CaseButton } from '../button.ts';
import { closeModal } from '../modals/close.ts';
import { openModal } from '../open-modal.ts';

export const close: CaseButton = {
  id: 'close',
  press: (press, reception) => openModal(closeModal, press, reception),
};
