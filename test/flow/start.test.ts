import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';

async function run(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string; home: string }> {
  const home = await mkdtemp(join(tmpdir(), 'irene-cli-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(process.cwd(), 'bin/irene.js'), ...args], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', IRENE_HOME: join(home, 'data'), ...environment },
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: Number(code), out, err, home };
}

describe('the irene command', { timeout: 300_000 }, () => {
  it('without settings names every missing one and exits 2', async () => {
    const { code, err } = await run(['start']);
    expect(code).toBe(2);
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'IRENE_CHANNEL'])
      expect(err).toContain(`${name}: missing`);
  });

  it('refuses to start with broken rules, naming file and line', async () => {
    const settings = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test', IRENE_CHANNEL: 'C0SECURITY' };
    const rules = await mkdtemp(join(tmpdir(), 'irene-rules-'));
    onTestFinished(() => rm(rules, { recursive: true }));
    await writeFile(join(rules, 'policy.yml'), 'severity: {}\nunknown_severity: bad\nrouting: {}\n');
    const { code, err } = await run(['start'], { ...settings, IRENE_RULES: rules });
    expect(code).toBe(2);
    expect(err).toContain('policy.yml:2:19: unknown_severity');
  });

  it('refuses a data folder that cannot be used, naming it and the setting', async () => {
    const settings = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test', IRENE_CHANNEL: 'C0SECURITY' };
    const folder = await mkdtemp(join(tmpdir(), 'irene-home-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'a-file'), '');
    await mkdir(join(folder, 'damaged'));
    await writeFile(join(folder, 'damaged', 'irene.db'), 'no database at all, but long enough to be taken for one');
    const rules = join(process.cwd(), 'rules');
    const start = (home: string) => run(['start'], { ...settings, IRENE_RULES: rules, IRENE_HOME: home });
    const below = await start(join(folder, 'a-file', 'data'));
    expect(below).toMatchObject({ code: 2, err: expect.stringMatching(/^The data folder .*a-file.*IRENE_HOME.*\n$/) });
    const damaged = await start(join(folder, 'damaged'));
    expect(damaged).toMatchObject({ code: 2, err: expect.stringMatching(/^[^\n]*irene\.db is damaged[^\n]*\n$/) });
  });

  it('checks a rules folder', async () => {
    expect(await run(['rules', 'check', join(process.cwd(), 'rules')])).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing wrong'),
    });
    expect(await run(['rules', 'check', '/nowhere'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('/nowhere: there are no rules'),
    });
  });

  it('saves and queues files, names those it cannot, and shows them in the status', async () => {
    const { code, out, err } = await run(['ingest', join(process.cwd(), 'package.json'), '/no/such/file']);
    expect(code).toBe(1);
    expect(out).toContain('saved and queued as files/auto/');
    expect(err).toContain('/no/such/file: there is no such file');
    expect(err).not.toContain('no source is named');
    const misnamed = await run(['ingest', '--source', 'guardduti', join(process.cwd(), 'package.json')]);
    expect(misnamed.code).toBe(0);
    expect(misnamed.err).toContain('no source is named "guardduti" (there are auto, guardduty,');
    expect(await run(['status'])).toMatchObject({ code: 0, out: expect.stringContaining('dead messages: 0') });
    expect(await run(['status', '--hours', 'many'])).toMatchObject({ code: 2 });
  });

  it.runIf(process.platform === 'linux')('goes on after a file that cannot be read', async () => {
    // a file for everybody's eyes that nobody can read, whoever runs the test
    const { code, out, err } = await run(['ingest', '/proc/self/mem', join(process.cwd(), 'package.json')]);
    expect(code).toBe(1);
    expect(out).toContain('package.json: saved and queued as files/auto/');
    expect(err).toMatch(/^\/proc\/self\/mem: EIO[^\n]*\n$/);
  });

  it('answers a wrong command with the right ones and exits 2', async () => {
    const { code, err } = await run(['ingets']);
    expect(code).toBe(2);
    expect(err).toContain('ingest');
  });
});
