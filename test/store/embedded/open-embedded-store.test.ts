import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Queue } from '#core/queue.ts';
import { type EmbeddedStore, openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';
import { aHome } from './a-home.ts';

const now = () => new Date();

test('nothing that was acknowledged is lost when the process is killed', { timeout: 180_000 }, async () => {
  const home = await aHome();
  const acknowledged: string[] = [];
  for (const life of ['first', 'second']) {
    const { child, lines } = startWriter(home, life);
    let count = 0;
    for await (const id of lines) {
      acknowledged.push(id);
      if (++count === 25) child.kill('SIGKILL');
    }
  }
  const store = await openEmbeddedStore(home, { now });
  await expectKept(store, acknowledged);
  expect(acknowledged.length).toBeGreaterThanOrEqual(50);
  store.close();
  expect(integrityOf(home)).toBe('ok');
});

test('two processes write to one home while a third reads', { timeout: 180_000 }, async () => {
  const home = await aHome();
  const writers = ['a', 'b'].map((name) => startWriter(home, name, 30));
  const ids = (await Promise.all(writers.map(({ lines }) => Array.fromAsync(lines)))).flat();
  expect(ids).toHaveLength(60);
  expect(writers.map(({ child }) => child.exitCode)).toEqual([0, 0]);
  const store = await openEmbeddedStore(home, { now });
  await expectKept(store, ids);
  store.close();
});

test('a closed store keeps no process up', { timeout: 180_000 }, async () => {
  const script = `
    import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';
    const store = await openEmbeddedStore(process.argv[1], { now: () => new Date() });
    const waiting = store.queue.receive(1, 3600);
    store.close();
    console.log(JSON.stringify(await waiting));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, await aHome()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([buffer(child.stdout), once(child, 'exit')]);
  expect(String(output)).toBe('[]\n');
  expect(child.exitCode).toBe(0);
});

function startWriter(home: string, name: string, count?: number) {
  const script = fileURLToPath(new URL('./write-until-killed.ts', import.meta.url));
  const args = [script, home, name, ...(count === undefined ? [] : [String(count)])];
  const child: ChildProcessByStdio<null, Readable, null> = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: linesOf(child) };
}

async function* linesOf(child: ChildProcessByStdio<null, Readable, null>): AsyncGenerator<string> {
  const ended = once(child, 'exit');
  yield* createInterface({ input: child.stdout });
  await ended;
}

async function expectKept({ table, queue, blobs }: EmbeddedStore, ids: string[]): Promise<void> {
  for (const sk of ['one', 'two']) {
    const items = await table.get(ids.map((pk) => ({ pk, sk })));
    expect(items.map((item) => item?.body)).toEqual(ids);
  }
  expect(await allBodies(queue)).toEqual(expect.arrayContaining(ids));
  for (const id of ids) {
    const stream = await blobs.get(`${id.split('-')[0]}/${id}`);
    expect(stream && String(await buffer(stream))).toBe(id);
  }
}

async function allBodies(queue: Queue): Promise<unknown[]> {
  const messages = await queue.receive(100, 0);
  return messages.length === 0 ? [] : [...messages.map((message) => message.body), ...(await allBodies(queue))];
}

function integrityOf(home: string): unknown {
  const sql = new DatabaseSync(join(home, 'irene.db'));
  const answer = sql.prepare('pragma integrity_check').get()?.['integrity_check'];
  sql.close();
  return answer;
}
