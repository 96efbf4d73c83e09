import type { CaseButton } from '../button.ts';
import { workEntries, type WorkEntry } from '../card-menus.ts';
import { assignModal } from '../modals/assign.ts';
import { closeModal } from '../modals/close.ts';
import { severityModal } from '../modals/severity.ts';
import { openModal } from '../open-modal.ts';
import { question } from './question.ts';
import { silenceLike } from './silence-like.ts';

const entries: Record<WorkEntry, CaseButton['press']> = {
  close: (press, reception) => openModal(closeModal, press, reception),
  assign: (press, reception) => openModal(assignModal, press, reception),
  severity: (press, reception) => openModal(severityModal, press, reception),
  question: question.press,
  silence: silenceLike.press,
};

/** The ⋯ menu beside the buttons. Its links on older cards open in the browser; Slack tells of them all the same. */
export const more: CaseButton = {
  id: 'more',
  press: async (press, reception) => {
    const entry = workEntries.find((one) => one === press.more);
    if (entry !== undefined) await entries[entry](press, reception);
  },
};
