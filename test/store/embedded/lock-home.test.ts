import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CannotStart } from '#core/errors.ts';
import { lockHome } from '#store/embedded/lock-home.ts';
import { until } from '#test/until.ts';

async function aHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'irene-lock-'));
  onTestFinished(() => rm(home, { recursive: true }));
  return home;
}

test('one process works on a data folder, and the next when it has released it', async () => {
  const home = await aHome();
  const release = lockHome(home);
  expect(() => lockHome(home)).toThrow(CannotStart);
  expect(() => lockHome(home)).toThrow(home);
  release();
  lockHome(home)();
});

test('a process that is killed leaves no lock behind', async () => {
  const home = await aHome();
  const script = `import { lockHome } from '#store/embedded/lock-home.ts'; lockHome(${JSON.stringify(home)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(() => lockHome(home)).toThrow(CannotStart);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const release = await until('the lock to be free', () => lockHome(home));
  release();
});
