import type { Command } from '../command.ts';
import { removedReply, subscriptionList } from '../orders/subscription-list.ts';

/** One subscription is taken away at once; of several a list asks which. */
export const unsubscribe: Command = {
  name: 'unsubscribe',
  run: async (text, { desk, words }, { channel }) => {
    const all = await desk.orders.subscriptions(channel);
    const meant = text === '' ? all : all.filter(({ query }) => query === text);
    if (meant.length > 1) return subscriptionList(meant, words.orders.subscription.list, words);
    const [one] = meant;
    return removedReply(one === undefined ? [] : await desk.orders.unsubscribe(channel, one.id), words);
  },
};
