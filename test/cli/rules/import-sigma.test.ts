import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aFolder, irene } from './a-command.ts';

const good = `title: Trail stopped
id: 11111111-1111-4111-8111-111111111111
author: Somebody Else
logsource: {product: aws, service: cloudtrail}
detection: {s: {eventName: StopLogging}, condition: s}
`;

it('copies what loads and is read, as it is, and says why not the others', async () => {
  const cwd = await aFolder({
    'rules/detect/own.yml': `${good.replaceAll('1111', '2222')}level: high\n`,
    'from/aws/good.yml': good,
    'from/windows.yml': good
      .replaceAll('1111', '3333')
      .replace('{product: aws, service: cloudtrail}', '{product: windows, service: security}'),
    'from/broken.yml': good.replace('eventName', "'eventName|regexp'"),
    'from/taken.yml': good.replaceAll('1111', '2222'),
  });
  await symlink('/etc/hostname', join(cwd, 'from/link.yml'));
  const { code, out } = await irene(['import', 'sigma', 'from'], { cwd });
  expect(out).toMatch(/^broken\.yml: line 5:\d+: .*regexp/m);
  expect(out).toContain('windows.yml: Irene reads no such log: product windows, service security');
  expect(out).toMatch(/taken\.yml: its id 22222222-\S+ is that of detect\/own\.yml/);
  expect(out).not.toContain('link.yml');
  expect(code).toBe(0);
  expect(await readFile(join(cwd, 'rules/sigma/aws/good.yml'), 'utf8')).toBe(good);
});

it('replaces only by force, and never leaves the rules folder', async () => {
  const cwd = await aFolder({ 'rules/sigma/good.yml': `${good}# ours\n`, 'from/good.yml': good, 'outside/x': '' });
  const there = join(cwd, 'rules/sigma/good.yml');
  const refused = await irene(['import', 'sigma', 'from', '--json'], { cwd });
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('--force');
  expect(await readFile(there, 'utf8')).toContain('# ours');
  expect((await irene(['import', 'sigma', 'from', '--to', '../outside'], { cwd })).code).toBe(2);
  expect((await irene(['import', 'sigma', 'from', '--to', 'outside'], { cwd })).code).toBe(2);
  expect((await irene(['import', 'sigma', 'gone'], { cwd })).code).toBe(2);
  await symlink(join(cwd, 'outside'), join(cwd, 'rules/linked'));
  expect((await irene(['import', 'sigma', 'from', '--to', 'rules/linked'], { cwd })).code).toBe(2);
  expect((await irene(['import', 'sigma', 'from', '--force'], { cwd })).code).toBe(0);
  expect(await readFile(there, 'utf8')).toBe(good);
});

it('fails where nothing can be used: an empty folder, or one of other things', async () => {
  const cwd = await aFolder({
    'rules/own.yml': good,
    'empty/readme.txt': '',
    'binary/a.yml': new Uint8Array([0, 255, 1]),
  });
  const empty = await irene(['import', 'sigma', 'empty'], { cwd });
  expect(empty).toMatchObject({ code: 1, out: expect.stringContaining('0 files copied') });
  const binary = await irene(['import', 'sigma', 'binary'], { cwd });
  expect(binary).toMatchObject({ code: 1, out: expect.stringMatching(/^a\.yml: line 1:1: /) });
});
