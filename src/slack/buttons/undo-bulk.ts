import { undoBulkId } from '../bulk/bulk-modal.ts';
import type { PlainButton } from '../button.ts';

/** Beside the result: takes exactly that back, where nothing has happened since. */
export const undoBulk: PlainButton = {
  id: undoBulkId,
  pressPlain: async (value, press, { desk, people, words }) => {
    const plan = /^1:([0-9a-f]+)$/.exec(value)?.[1];
    if (plan === undefined) return press.replace({ text: words.answers.unknownButton });
    const by = await people.actor(press.user);
    const outcome = await desk.bulk.undo({ plan, by, requestId: press.requestId });
    if ('unknown' in outcome) return press.replace({ text: words.bulk.gone });
    await press.replace({ text: 'tooLate' in outcome ? words.bulk.tooLate : words.bulk.undone(outcome) });
  },
};
