import type { Town } from '#sandbox/start-town.ts';

/** `undelivered`: nobody acknowledged the click within the time that Slack waits. */
export type Pressed = 'done' | 'undelivered' | 'nothing to press';

/** Aki acknowledges the case of the `nth` card of the channel, counted round and round, or takes that back. */
export async function pressAck(town: Town, channel: string, nth: number): Promise<Pressed> {
  const cards = town.cards(channel);
  const card = cards[nth % Math.max(1, cards.length)];
  const actionId = ['acknowledge', 'unacknowledge'].find((id) => JSON.stringify(card ?? {}).includes(`"${id}"`));
  if (card === undefined || actionId === undefined) return 'nothing to press';
  const answer = await town.slack.person('UAKI').act({ channel, ts: card.ts, actionId });
  return answer.ok ? 'done' : 'undelivered';
}
