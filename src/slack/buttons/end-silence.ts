import type { PlainButton } from '../button.ts';
import { whyForbidden } from '../gate.ts';
import { codeWithin } from '../mrkdwn.ts';
import { endSilenceId } from '../orders/silence-notice.ts';
import { slackPen } from '../slack-pen.ts';

/** Under the notice of a silence and in the list of them: ends it. Its channel is told by a bulletin. */
export const endSilence: PlainButton = {
  id: endSilenceId,
  pressPlain: async (value, press, reception) => {
    const forbidden = await whyForbidden('silence', press.user.id, reception);
    if (forbidden !== undefined) return press.answer({ text: forbidden });
    const { desk, words, people } = reception;
    const by = await people.actor(press.user);
    const ended = await desk.orders.endSilence(value, by);
    const texts = words.orders.silence;
    const text =
      ended === undefined ? texts.gone : texts.ended(slackPen(words).actor(by), codeWithin(ended.query, 1000));
    await press.answer({ text });
  },
};
