import type { Reception } from '../reception.ts';
import { silenceForm } from './silence-views.ts';

const dayMs = 86_400_000;

/** Opens the form of a silence, for a day unless the person says otherwise. */
export async function openSilenceForm(
  { channel, query, triggerId }: { channel: string; query: string; triggerId: string },
  { client, words, now }: Reception,
): Promise<void> {
  const until = new Date(Date.parse(now()) + dayMs).toISOString();
  await client.views.open({ trigger_id: triggerId, view: silenceForm({ channel, query, until }, words) });
}
