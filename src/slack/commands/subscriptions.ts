import type { Command } from '../command.ts';
import { subscriptionList } from '../orders/subscription-list.ts';

/** Those of this channel; `all`: those of every channel. */
export const subscriptions: Command = {
  name: 'subscriptions',
  run: async (text, { desk, words }, { channel }) => {
    const texts = words.orders.subscription;
    const isAll = text === 'all';
    const all = await desk.orders.subscriptions(isAll ? undefined : channel);
    if (all.length === 0) return { text: isAll ? texts.noneAnywhere : texts.none };
    return subscriptionList(all, isAll ? texts.everywhere : texts.list, words);
  },
};
