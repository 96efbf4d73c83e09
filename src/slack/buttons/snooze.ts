import type { CaseButton } from '../button.ts';
import { snoozeModal } from '../modals/snooze.ts';
import { openModal } from '../open-modal.ts';

export const snooze: CaseButton = {
  id: 'snooze',
  press: (press, reception) => openModal(snoozeModal, press, reception),
};
