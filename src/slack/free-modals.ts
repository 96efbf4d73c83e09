import { bulkModal } from './bulk/bulk-modal.ts';
import type { FreeModal } from './free-modal.ts';
import { silenceModal } from './orders/silence-modal.ts';
import { silencePreviewModal } from './orders/silence-preview-modal.ts';

/** Everything that can be filled in and is about no single case. */
export const freeModals: readonly FreeModal[] = [silenceModal, silencePreviewModal, bulkModal];
