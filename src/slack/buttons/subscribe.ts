import type { PlainButton } from '../button.ts';
import { codeWithin } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import { problemText } from '../orders/problem-text.ts';
import { subscribeId } from '../orders/subscription-preview.ts';

/** Under the preview of a subscription: makes it, and says so to everybody in the channel. */
export const subscribeButton: PlainButton = {
  id: subscribeId,
  pressPlain: async (query, press, { desk, words, tongues, people, client }) => {
    const by = await people.actor(press.user);
    const outcome = await desk.orders.subscribe({ query, by, channel: press.channel });
    if (!('done' in outcome)) return press.replace({ text: problemText(outcome, query, words) });
    const house = tongues.houseWords;
    const text = house.orders.subscription.given(slackPen(house).actor(by), codeWithin(query, 1000));
    await client.chat.postMessage({ channel: press.channel, text });
    await press.replace({ text });
  },
};
