import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Sandboxes } from './scene.ts';

/** Open event streams of browsers, told that something changed; what changed they see by looking again. */
export interface Live {
  stream(c: Context): Response;
  close(): void;
}

/** Listens to the three sandboxes until it is closed. */
export function createLive({ slack, github, pagerduty }: Sandboxes): Live {
  const wakers = new Set<() => void>();
  const closing = new AbortController();
  const wakeAll = () => {
    for (const wake of wakers) wake();
  };
  const stops = [slack.workspace.onChange(wakeAll), github.onChange(wakeAll), pagerduty.onChange(wakeAll)];
  return {
    stream: (c) =>
      streamSSE(c, async (stream) => {
        const nap = createNap();
        wakers.add(nap.wake);
        stream.onAbort(nap.wake);
        await stream.write(': connected\n\n');
        while (!closing.signal.aborted && !stream.aborted) {
          await nap.untilWoken();
          if (!closing.signal.aborted && !stream.aborted)
            await stream.writeSSE({ event: 'change', data: 'look again' });
        }
        wakers.delete(nap.wake);
      }),
    close: () => {
      closing.abort();
      for (const stop of stops) stop();
      wakeAll();
    },
  };
}

/** Sleeps until woken; a wake-up that comes while awake is kept for the next sleep, several of them as one. */
function createNap(): { wake: () => void; untilWoken: () => Promise<void> } {
  let waiting = Promise.withResolvers<void>();
  return {
    wake: () => waiting.resolve(),
    untilWoken: async () => {
      await waiting.promise;
      waiting = Promise.withResolvers<void>();
    },
  };
}
