import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { createActs } from './acts.ts';
import { guard } from './guard.ts';
import { styles } from './layout.ts';
import { createLive, type Live } from './live.ts';
import { lookAround } from './look-around.ts';
import { createPlaces } from './places.ts';
import type { Sample, Sandboxes, Scene } from './scene.ts';
import { createSeen } from './seen.ts';

export interface PageOptions extends Sandboxes {
  /** 0 takes a free one. */
  port: number;
  /** The address to listen on; the loopback address unless a container needs another. */
  host?: string;
  /** The folder that files are dropped into, for the reader of an empty channel. */
  inbox?: string;
  /** Buttons that send a sample on its way. */
  samples?: Sample[];
}

const served = new Map([
  ['favicon.svg', 'image/svg+xml'],
  ...styles.map((name) => [`${name}.css`, 'text/css'] as const),
  ...['page', 'acts', 'live', 'morph', 'time'].map((name) => [`${name}.client.js`, 'text/javascript'] as const),
]);

/**
 * Starts the page on which a person sees and uses the three sandboxes. `url` has no trailing slash. Rejects with the port
 * and the setting in words when the port is taken.
 */
export async function startPage(options: PageOptions): Promise<{ url: string; close(): Promise<void> }> {
  const host = options.host ?? '127.0.0.1';
  const live = createLive(options);
  const server = createAdaptorServer({ fetch: createPage(options, host, live).fetch }) as Server;
  try {
    await listen(server, options.port, host);
  } catch (error) {
    live.close();
    throw error;
  }
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return {
    url: `http://${name}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      live.close();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function createPage(options: PageOptions, host: string, live: Live): Hono {
  const seen = createSeen();
  const sceneOf = (c: Context) => ({ ...sceneFor(options, getCookie(c, 'who')), seen });
  const app = new Hono();
  app.use(guard(host));
  for (const [name, type] of served) {
    app.get(`/${name}`, async (c) =>
      c.body(await readFile(new URL(name, import.meta.url)), 200, { 'content-type': type }),
    );
  }
  app.get('/events', (c) => live.stream(c));
  app.get('/files/:id', (c) => {
    const file = options.slack.workspace.files.find(({ id }) => id === c.req.param('id'));
    const type = file && pictureType(file.name);
    return type ? c.body(new Uint8Array(file.bytes), 200, { 'content-type': type }) : c.notFound();
  });
  app.route('/act', createActs(sceneOf));
  app.route('/', createPlaces(sceneOf));
  return app;
}

function sceneFor(
  { slack, github, pagerduty, samples, inbox }: PageOptions,
  who: string | undefined,
): Omit<Scene, 'seen'> {
  const sandboxes = { slack, github, pagerduty };
  const people = slack.workspace.users.filter(({ id }) => id !== slack.workspace.bot.userId);
  const me = people.find(({ id }) => id === who) ?? people[0];
  if (!me) throw new Error('the sandbox workspace has no people');
  return { sandboxes, me, around: lookAround(sandboxes), samples: samples ?? [], inbox };
}

/** Only pictures are shown, never a document that could run on the page's own origin. */
function pictureType(name: string): string | undefined {
  const ending = /\.(png|jpe?g|gif|webp)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : `image/${ending.replace('jpg', 'jpeg')}`;
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new Error(`port ${port} is taken: stop what uses it, or set SANDBOX_PORT to another port`, { cause });
  }
}
