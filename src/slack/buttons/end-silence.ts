import type { PlainButton } from '../button.ts';
import { codeWithin } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import { endSilenceId } from '../orders/silence-notice.ts';

/** Under the notice of a silence and in the list of them: ends it, and says so to everybody. */
export const endSilence: PlainButton = {
  id: endSilenceId,
  pressPlain: async (value, press, { desk, words, people, client, log }) => {
    const by = await people.actor(press.user);
    const ended = await desk.orders.endSilence(value, by);
    if (ended === undefined) return press.answer({ text: words.orders.silence.gone });
    const text = words.orders.silence.ended(slackPen(words).actor(by), codeWithin(ended.query, 1000));
    try {
      await client.chat.postMessage({ channel: ended.channel, text });
    } catch (error) {
      log.warn({ err: error, channel: ended.channel }, 'the end of a silence could not be told in its channel');
      await press.answer({ text });
    }
  },
};
