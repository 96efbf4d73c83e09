import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { CannotStart } from '#core/errors.ts';

/** A sender that has its answer by then need not send again. */
const finishWithinMs = 5_000;

/**
 * Listens on `port` (0 takes a free one) of every interface. Throws CannotStart when it is taken. `close` waits 5 s for
 * what is being sent, then cuts it off.
 */
export async function startWeb(app: Hono, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port }, (info) => resolve(info.port));
  server.once('error', (cause: NodeJS.ErrnoException) => {
    const isTaken = cause.code === 'EADDRINUSE';
    reject(
      isTaken
        ? new CannotStart(`Port ${port} is taken: stop what uses it, or change IRENE_HTTP_PORT.`, { cause })
        : cause,
    );
  });
  const taken = await promise;
  return {
    port: taken,
    close: () =>
      new Promise((done) => {
        const cut = setTimeout(() => {
          if ('closeAllConnections' in server) server.closeAllConnections();
        }, finishWithinMs);
        server.close(() => {
          clearTimeout(cut);
          done();
        });
      }),
  };
}
