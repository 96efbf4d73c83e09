import type { Context } from '#pipeline/context.ts';
import { takeMessages } from '#pipeline/take-messages.ts';

/** Takes what is in the queue now, as a running Irene does, until nothing is visible any more. */
export async function drain(context: Context): Promise<void> {
  const stop = new AbortController();
  const { queue } = context;
  const untilEmpty: typeof queue = {
    ...queue,
    receive: async (max) => {
      const messages = await queue.receive(max, 0);
      if (messages.length === 0) stop.abort();
      return messages;
    },
  };
  // One at a time: what is in work when the queue is empty would be given back.
  const atOnce = { ...context.atOnce, files: 1 };
  await takeMessages({ ...context, atOnce, queue: untilEmpty }, stop.signal);
}

/** Takes what is in the queue, again and again as time goes by, until all that still fails is dead. */
export async function drainToTheEnd(context: Context, clock: { now: Date }): Promise<void> {
  for (let receive = 0; receive < 6; receive += 1) {
    await drain(context);
    clock.now = new Date(clock.now.getTime() + 700_000);
  }
}
