import type { PlainButton } from '../button.ts';
import { unsubscribeId } from '../orders/subscription-list.ts';
import { removedReply } from '../orders/subscription-list.ts';

/** In the list of subscriptions: takes one away. The value is its channel and its id. */
export const unsubscribeButton: PlainButton = {
  id: unsubscribeId,
  pressPlain: async (value, press, { desk, words }) => {
    const [channel = '', id = ''] = value.split('#');
    const gone = await desk.orders.unsubscribe(channel, id);
    await press.answer(removedReply(gone, words));
  },
};
