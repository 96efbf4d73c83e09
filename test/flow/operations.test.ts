import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeMessages } from '#pipeline/take-messages.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { openEmbeddedStore, type EmbeddedStore } from '#store/embedded/open-embedded-store.ts';
import { until } from '#test/until.ts';
import { aWorld } from '../pipeline/world.ts';
import { aFindingText, aTown } from './a-town.ts';

interface Ran {
  code: number;
  out: string;
  err: string;
}

async function irene(home: string, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(process.cwd(), 'bin/irene.js'), ...args], {
    cwd: process.cwd(),
    env: { PATH: process.env['PATH'] ?? '', IRENE_HOME: home },
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: Number(code), out, err };
}

async function aDataFolder(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'irene-ops-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** Runs over the store as it was (or will be) by another clock. */
async function at<T>(home: string, now: () => Date, work: (store: EmbeddedStore) => Promise<T>): Promise<T> {
  const store = await openEmbeddedStore(home, { now });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** Saves files and lets each fail until it is dead. Returns their keys. */
async function giveUp(home: string, texts: (string | Uint8Array)[]): Promise<string[]> {
  const { context } = await aWorld([]);
  const clock = { now: new Date(Date.now() - 3_600_000) };
  const now = (): Date => clock.now;
  return at(home, now, async (store) => {
    const keys: string[] = [];
    for (const content of texts) {
      await writeFile(join(home, 'one'), content);
      keys.push(await saveFile({ ...store, now }, { path: join(home, 'one'), name: 'one.json', source: 'irene' }));
    }
    const openFile = () => Promise.reject(new Error('the reader \u001b[31mfails'));
    for (let receive = 0; receive < 6; receive += 1) {
      const stop = new AbortController();
      const queue = { ...store.queue, receive: async (max: number) => orStop(await store.queue.receive(max, 0), stop) };
      // One at a time: what is in work when the queue is empty would be given back.
      const atOnce = { ...context.atOnce, files: 1 };
      await takeMessages({ ...context, ...store, queue, now, openFile, atOnce }, stop.signal);
      clock.now = new Date(clock.now.getTime() + 200_000);
    }
    return keys;
  });
}

function orStop<T>(messages: T[], stop: AbortController): T[] {
  if (messages.length === 0) stop.abort();
  return messages;
}

function listed(ran: Ran): { id: string; reason: string; key: string; body: string; file: string }[] {
  return JSON.parse(ran.out) as ReturnType<typeof listed>;
}

describe('irene dead', { timeout: 180_000 }, () => {
  it('lists what was given up with reason, key and the beginning of the file, escaped', async () => {
    const home = await aDataFolder();
    const [key] = await giveUp(home, [`{"evil":"\u001b[2J\u202E${'x'.repeat(400)}"}`]);
    const { code, out } = await irene(home, 'dead', 'list');
    expect(code).toBe(0);
    expect(out).toContain('given up after 5 receives');
    expect(out).toContain('reason: Error: the reader \\u{1b}[31mfails');
    expect(out).toContain(`key: ${key}`);
    expect(out).toContain('file: {"evil":"\\u{1b}[2J\\u{202e}xxx');
    for (const hostile of ['\u001b', '\u202E']) expect(out).not.toContain(hostile);
    expect(out).not.toContain('x'.repeat(300));
    const [letter] = listed(await irene(home, 'dead', 'list', '--json'));
    expect(letter).toMatchObject({
      key,
      receives: 5,
      source: 'irene',
      body: expect.stringContaining(`"key":"${key}"`),
    });
  });

  it('sends again and discards what is named, and does nothing when a name is wrong', async () => {
    const home = await aDataFolder();
    await giveUp(home, [aFindingText({ id: 'a' }), aFindingText({ id: 'b' }), aFindingText({ id: 'c' })]);
    const [a, b, c] = listed(await irene(home, 'dead', 'list', '--json'));
    expect(await irene(home, 'dead', 'redrive')).toMatchObject({ code: 2, err: expect.stringContaining('--all') });
    expect(await irene(home, 'dead', 'redrive', a?.id ?? '', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nobody: no dead message has this id'),
    });
    expect(await irene(home, 'dead', 'redrive', a?.id ?? '')).toMatchObject({ code: 0, out: '1 message sent again\n' });
    const discarded = await irene(home, 'dead', 'discard', b?.id ?? '', '--why', 'a test file', '--by', 'anna');
    expect(discarded).toMatchObject({ code: 0, out: expect.stringContaining('1 message discarded by anna') });
    expect(listed(await irene(home, 'dead', 'list', '--json'))).toMatchObject([{ id: c?.id }]);
    const status = await irene(home, 'status');
    expect(status).toMatchObject({ code: 0 });
    expect(status.out).toContain(
      '3 received = 0 handled + 0 unreadable + 0 of no known source + 1 discarded + 1 dead + 1 waiting',
    );
  });

  it('says so when there is nothing', async () => {
    expect(await irene(await aDataFolder(), 'dead', 'list')).toMatchObject({ code: 0, out: 'no dead messages\n' });
  });
});

describe('irene status', { timeout: 180_000 }, () => {
  it('says that the files do not add up, which, and exits with 1', async () => {
    const home = await aDataFolder();
    const before = (): Date => new Date(Date.now() - 3 * 3_600_000);
    const key = await at(home, before, async (store) => {
      await writeFile(join(home, 'one'), '[]');
      return saveFile({ ...store, now: before }, { path: join(home, 'one'), name: 'one.json', source: 'irene' });
    });
    const { code, out } = await irene(home, 'status');
    expect(code).toBe(1);
    expect(out).toContain('THIS DOES NOT ADD UP');
    expect(out).toContain(key);
  });
});

describe('irene status of a running Irene', { timeout: 180_000 }, () => {
  it('names the last file of each source, the runs of the jobs, what waits and what ops were told', async () => {
    const town = await aTown();
    await town.drop('leak.json', aFindingText());
    await until('the card', () => town.cards('C0WEB')[0]);
    await town.drop('half.json', aFindingText().slice(0, 50), 'scc');
    await until('the ops card', () => town.cards('C0OPS')[0]);
    const status = await until(
      'a run of a job',
      async () => {
        const ran = await irene(join(town.home, 'data'), 'status');
        return ran.out.includes('job call-elsewhere') ? ran : undefined;
      },
      40_000,
    );
    expect(status.out).toMatch(/^source irene: last 20\S+, \d+ s ago; not watched for silence: still learning$/m);
    expect(status.out).toMatch(/^source irene 111122223333: last /m);
    expect(status.out).toMatch(/^job call-elsewhere \(every 15 s\): last good run \d+ s ago$/m);
    expect(status.out).toMatch(/^lane#slack#C0WEB: \d+ waiting/m);
  });
});

describe('irene replay', { timeout: 180_000 }, () => {
  it('answers wrong times, sources and keys with what is right', async () => {
    const home = await aDataFolder();
    await writeFile(join(home, 'one.json'), '[]');
    const key = /files\/\S+/.exec((await irene(home, 'ingest', join(home, 'one.json'))).out)?.[0] ?? '';
    expect(await irene(home, 'replay', '--since', 'yesterday')).toMatchObject({
      code: 2,
      err: expect.stringContaining('2026-01-31'),
    });
    expect(await irene(home, 'replay', '--since', '1h', '--until', '2h')).toMatchObject({
      code: 2,
      err: expect.stringContaining('before'),
    });
    expect(await irene(home, 'replay', '--source', 'guardudty')).toMatchObject({
      code: 2,
      err: expect.stringContaining('auto, guardduty'),
    });
    const wrongDay = key.replace(/\d{4}-/, '1999-');
    expect(await irene(home, 'replay', '--key', wrongDay)).toMatchObject({
      code: 1,
      err: expect.stringContaining(key),
    });
    expect(await irene(home, 'replay', '--key', key)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 file queued'),
    });
  });

  it('reads files again while Irene runs, counts nothing twice, and tells before what it would change', async () => {
    const town = await aTown();
    const home = join(town.home, 'data');
    const readings = (): number => town.irene.log.filter((line) => line.msg === 'file read').length;
    await town.drop('good.json', aFindingText({ id: 'one' }));
    await until('the card', () => town.cards('C0WEB')[0]);
    await until('the file to be entered', () => readings() === 1);

    const plan = await irene(home, 'replay', '--dry-run');
    expect(plan).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was written') });
    expect(plan.out).toMatch(/known before\s+1\n/);
    const { files, cases } = JSON.parse((await irene(home, 'replay', '--dry-run', '--json')).out) as Record<
      string,
      unknown
    >;
    expect(files).toMatchObject([{ before: 'handled', after: 'handled', recorded: 0, known: 1 }]);
    expect(cases).toEqual([]);
    expect(readings()).toBe(1);

    expect(await irene(home, 'replay', '--since', '1h')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 file queued'),
    });
    await until('the file to be read again', () => readings() === 2);
    expect(town.irene.log.filter((line) => line.msg === 'file read')[1]).toMatchObject({
      records: 1,
      recorded: 1,
      known: 0,
    });
    const status = await irene(home, 'status');
    expect(status).toMatchObject({
      code: 0,
      out: expect.stringContaining('records: 1 = 1 new + 0 known before + 0 rejected'),
    });
    expect(town.cards('C0WEB')).toHaveLength(1);
    expect(JSON.stringify(town.cards('C0WEB'))).not.toContain('×2');
  });
});
