import type { AllMiddlewareArgs, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

// A card that proves the way from a click to a changed message, for `irene doctor --slack`.

export const proveClickId = 'prove_click';
/** The mark of a card that was clicked, with the figures. */
export const provenType = 'irene_proven';

export function proofCard(words: SlackWords): { text: string; blocks: KnownBlock[] } {
  const { heading, press } = words.doctor;
  const button = { type: 'button', action_id: proveClickId, text: plainText(press, 75), value: '1' } as const;
  return { text: heading, blocks: [section(heading), { type: 'actions', elements: [button] }] };
}

export interface ProofClick {
  channel: string;
  ts: string;
  userId: string;
  /** When Slack saw the click, in seconds as it writes them. */
  actionTs: string;
}

/** Changes the card, and then writes on it how long that took. The times are Slack's clock against this machine's. */
export async function proveClick(click: ProofClick, client: WebClient, words: SlackWords): Promise<void> {
  const clickedAt = Number(click.actionTs) * 1000;
  const came = Math.round(Date.now() - clickedAt);
  await changeCard(click, client, words.doctor.clicked(`<@${click.userId}>`));
  const changed = Math.round(Date.now() - clickedAt);
  const text = words.doctor.proven(`<@${click.userId}>`, came, changed);
  await changeCard(click, client, text, { user: click.userId, came_ms: came, changed_ms: changed });
}

async function changeCard(
  { channel, ts }: ProofClick,
  client: WebClient,
  text: string,
  proof?: Record<string, string | number>,
): Promise<void> {
  const metadata = proof === undefined ? {} : { metadata: { event_type: provenType, event_payload: proof } };
  await client.chat.update({ channel, ts, text, blocks: [section(text)], ...metadata });
}

/** Takes the click where no Irene runs. */
export function onProofClick(words: SlackWords) {
  return async ({ ack, body, client }: SlackActionMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    if (body.type !== 'block_actions') return;
    const [action] = body.actions;
    const ts = body.container['message_ts'] as string | undefined;
    if (action?.action_id !== proveClickId || body.channel === undefined || ts === undefined) return;
    const click = { channel: body.channel.id, ts, userId: body.user.id, actionTs: action.action_ts };
    await proveClick(click, client, words);
  };
}
