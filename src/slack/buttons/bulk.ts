import { bulkButtonId, readBulkButton } from '../bulk/bulk-buttons.ts';
import { bulkForm } from '../bulk/bulk-form.ts';
import { whyNotBulk } from '../bulk/may-bulk.ts';
import type { PlainButton } from '../button.ts';
import { codeWithin } from '../mrkdwn.ts';
import type { Reception, Reply } from '../reception.ts';
import type { BulkDeed } from '../words/bulk-words.ts';
import { wrongQueryReply } from '../wrong-query.ts';
import { mostInBulk, type PlanAnswer } from '#pipeline/bulk-desk.ts';

function bulkButton(deed: BulkDeed): PlainButton {
  return {
    id: bulkButtonId(deed),
    pressPlain: async (value, press, reception) => {
      const { desk, words, client } = reception;
      const query = readBulkButton(value);
      if (query === undefined) return press.answer({ text: words.answers.unknownButton });
      const forbidden = await whyNotBulk(deed, press.user.id, reception, 'soon');
      if (forbidden !== undefined) return press.answer({ text: forbidden });
      const { requestId, channel } = press;
      const answer = await desk.bulk.plan({ query, me: `slack:${press.user.id}`, requestId });
      if (!('plan' in answer) || answer.count === 0) return press.answer(whyNoPlan(query, answer, reception));
      const { plan, count } = answer;
      const view = bulkForm({ plan, count, query, deed, channel }, reception);
      await client.views.open({ trigger_id: press.triggerId, view });
    },
  };
}

function whyNoPlan(query: string, answer: PlanAnswer, { words }: Reception): Reply {
  if ('wrong' in answer) return wrongQueryReply(query, answer.wrong, words);
  if ('plan' in answer) return { text: words.search.foundNone(codeWithin(query, 1500)) };
  const { total, isMore } = answer.tooMany;
  return { text: words.bulk.tooMany(total, isMore, mostInBulk) };
}

/** Under the results of a search: they fix what it finds at that moment, and ask why. */
export const bulkAcknowledge = bulkButton('acknowledge');
export const bulkClose = bulkButton('close');
export const bulkSnooze = bulkButton('snooze');
