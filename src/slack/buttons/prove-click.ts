import type { PlainButton } from '../button.ts';
import { proveClick, proveClickId } from '../proof-card.ts';

/** On the test card of `irene doctor --slack`. */
export const proveClickButton: PlainButton = {
  id: proveClickId,
  pressPlain: (_value, press, { client, words }) =>
    proveClick(
      { channel: press.channel, ts: press.messageTs, userId: press.user.id, actionTs: press.actionTs },
      client,
      words,
    ),
};
