import type { Hidden, Silence } from '#core/standing-order.ts';
import type { Context } from './context.ts';
import { readHidden, readSilences, silenceKey } from './order-items.ts';
import { publishBulletin } from './publish-bulletin.ts';

const shown = 10;

/** Tells the channel of each silence that is over what it hid, and forgets the silence then. */
export async function tellEndedSilences(context: Context): Promise<void> {
  const now = context.now().toISOString();
  for (const silence of await readSilences(context.table)) if (silence.until <= now) await tellOne(context, silence);
}

async function tellOne(context: Context, silence: Silence): Promise<void> {
  const isTold = await publishBulletin(context, {
    key: `silence-end#${silence.id}`,
    to: silence.channel,
    make: async () => ({ kind: 'silence_over', silence, ...(await hiddenBy(context, silence)) }),
  });
  if (isTold) await context.table.write([{ remove: silenceKey(silence.id), when: 'any' }]);
}

async function hiddenBy({ table }: Context, { id }: Silence): Promise<{ hidden: Hidden[]; count: number }> {
  const hidden: Hidden[] = [];
  let count = 0;
  for await (const one of readHidden(table, id)) {
    count += 1;
    if (hidden.length < shown) hidden.push(one);
  }
  return { hidden, count };
}
