import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWeb } from '#web/create-web.ts';
import { startWeb } from '#web/start-web.ts';
import { silentLog } from '#test/silent-log.ts';

const token = 'test-ingest-token-1';

async function aWeb(save?: () => Promise<string>) {
  const spoolFolder = await mkdtemp(join(tmpdir(), 'irene-spool-'));
  onTestFinished(() => rm(spoolFolder, { recursive: true }));
  const saved: { source: string; text: string }[] = [];
  const app = createWeb({
    ingestToken: token,
    spoolFolder,
    maxBodyBytes: 1000,
    sourceNames: ['guardduty', 'scc'],
    log: silentLog(),
    save:
      save ??
      (async (file) => {
        saved.push({
          source: file.source,
          text: 'bytes' in file ? Buffer.from(file.bytes).toString() : await readFile(file.path, 'utf8'),
        });
        return 'files/key';
      }),
  });
  // Without its length a body takes the way of the large ones, over the spool folder.
  const post = (path: string, body: string | null, { bearer = token, length = '' } = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${bearer}`, ...(length === '' ? {} : { 'content-length': length }) };
    return Promise.resolve(app.request(path, { method: 'POST', body, headers }));
  };
  return { app, post, saved, spoolFolder };
}

describe('POST /ingest/<source>', () => {
  it.each(['', '9'])('saves the body that says it is "%s" bytes long, and names its key', async (length) => {
    const { post, saved, spoolFolder } = await aWeb();
    const answer = await post('/ingest/guardduty', '{"id": 1}', { length });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ key: 'files/key' });
    expect(saved).toEqual([{ source: 'guardduty', text: '{"id": 1}' }]);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  it('keeps the file of an unknown source and says so', async () => {
    const { post, saved } = await aWeb();
    const answer = await post('/ingest/guardudty', '{}');
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ warning: expect.stringContaining('no source is named "guardudty"') });
    expect(saved).toHaveLength(1);
  });

  it.each(['', 'wrong', `${token}x`])('refuses the token "%s"', async (bearer) => {
    const { post, saved } = await aWeb();
    expect((await post('/ingest/auto', '{}', { bearer })).status).toBe(401);
    expect(saved).toEqual([]);
  });

  it.each(['', '1001'])('refuses a body over the cap with the cap in words (length "%s")', async (length) => {
    const { post, saved, spoolFolder } = await aWeb();
    const answer = await post('/ingest/auto', 'x'.repeat(1001), { length });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({ error: 'the body is larger than 1000 bytes' });
    expect([saved, await readdir(spoolFolder)]).toEqual([[], []]);
  });

  it.each([
    [null, ''],
    ['', ''],
    ['', '0'],
  ] as const)('refuses the empty body %j (length "%s")', async (body, length) => {
    const { post, saved, spoolFolder } = await aWeb();
    expect((await post('/ingest/auto', body, { length })).status).toBe(400);
    expect([saved, await readdir(spoolFolder)]).toEqual([[], []]);
  });

  it('removes what a crash left in the spool folder when it is a day old', async () => {
    const { post, spoolFolder } = await aWeb();
    const dayMs = 24 * 60 * 60 * 1000;
    for (const [name, ageMs] of [['old', dayMs + 60_000] as const, ['young', dayMs - 60_000] as const]) {
      const at = new Date(Date.now() - ageMs);
      await writeFile(join(spoolFolder, name), 'half');
      await utimes(join(spoolFolder, name), at, at);
    }
    expect((await post('/ingest/auto', '{}')).status).toBe(202);
    expect(await readdir(spoolFolder)).toEqual(['young']);
  });

  it('says "try again" when it could not be saved', async () => {
    const { post } = await aWeb(() => Promise.reject(new Error('disk full')));
    const answer = await post('/ingest/auto', '{}');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('disk full');
  });

  it('answers other paths with what there is', async () => {
    const { app } = await aWeb();
    expect((await app.request('/')).status).toBe(404);
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it('listens on a free port and says which is taken', async () => {
    const { app } = await aWeb();
    const web = await startWeb(app, 0);
    onTestFinished(web.close);
    expect((await fetch(`http://127.0.0.1:${web.port}/healthz`)).status).toBe(200);
    await expect(startWeb(app, web.port)).rejects.toThrow(`Port ${web.port} is taken`);
  });
});
