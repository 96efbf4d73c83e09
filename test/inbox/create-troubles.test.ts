import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchInbox } from '#inbox/watch-inbox.ts';
import { silentLog } from '#test/silent-log.ts';
import { until } from '#test/until.ts';
import { anInbox } from './an-inbox.ts';

const run = promisify(execFile);

describe('an inbox in trouble', () => {
  it('takes what it can read beside a folder it cannot read, and tells of that folder once', async () => {
    const { folder, taken, troubles } = await anInbox();
    // too deep to be named by one path: nobody can read it so, not even root
    const part = 'a'.repeat(200);
    const dig = `cd "$1" && i=0 && while [ $i -lt 21 ]; do mkdir ${part} && cd ${part} || exit 1; i=$((i+1)); done`;
    onTestFinished(async () => void (await run('rm', ['-rf', join(folder, 'auto', part)])));
    await run('bash', ['-c', dig, 'dig', join(folder, 'auto')]);
    await until('the trouble', () => troubles.length > 0);
    await writeFile(join(folder, 'auto', 'z.json'), '{"z": 1}');
    await until('the file beside it', () => taken.length === 1);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]?.reason).toMatch(/ENAMETOOLONG/);
  });

  it('tries a file again that could not be saved, ever more slowly, and tells of it once', async () => {
    const triedAt: number[] = [];
    const { folder, taken, troubles } = await anInbox({
      beforeSave({ name }) {
        if (name === 'bad.json' && triedAt.push(performance.now()) < 4) throw new Error('disk full');
      },
    });
    await writeFile(join(folder, 'auto', 'bad.json'), '{}');
    await until('the fourth try', () => taken.length === 1);
    const rests = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0));
    for (const [index, least] of [250, 500, 1_000].entries()) expect(rests[index]).toBeGreaterThanOrEqual(least - 1);
    expect(triedAt).toHaveLength(4);
    expect(troubles).toEqual([{ path: expect.stringMatching(/bad\.json$/), reason: 'disk full' }]);
  });

  it('tells of a missing file of the store, which is not a file that vanished from the inbox', async () => {
    const { folder, troubles } = await anInbox({
      beforeSave() {
        throw Object.assign(new Error('no such blob folder'), { code: 'ENOENT' });
      },
    });
    await writeFile(join(folder, 'auto', 'a.json'), '{}');
    await until('the trouble', () => troubles.length > 0);
    expect(troubles[0]?.reason).toBe('no such blob folder');
  });

  it('tells again with the next try when it could not be told', async () => {
    let told = 0;
    const { folder } = await anInbox({
      beforeSave() {
        throw new Error('disk full');
      },
      async onTrouble() {
        told += 1;
        if (told === 1) throw new Error('nor can this be told');
      },
    });
    await writeFile(join(folder, 'auto', 'a.json'), '{}');
    await until('the second telling', () => told === 2);
  });

  it('goes on when what a crash left cannot be saved at first', async () => {
    let tries = 0;
    const { folder, taken } = await anInbox({
      graceMs: 1_500,
      async prepare(empty) {
        await mkdir(join(empty, '.taken', 'unsaved_some-uuid', 'scc'), { recursive: true });
        await writeFile(join(empty, '.taken', 'unsaved_some-uuid', 'scc', 'left.json'), '{"left": 1}');
      },
      beforeSave({ name }) {
        if (name === 'left.json' && (tries += 1) < 3) throw new Error('disk full');
      },
    });
    await writeFile(join(folder, 'auto', 'new.json'), '{"new": 1}');
    await until('both files', () => taken.length === 2);
    expect(taken.map((one) => one.name).toSorted()).toEqual(['left.json', 'new.json']);
  });

  it('waits for an inbox that cannot be made, and takes its files once it can', async () => {
    const { home, troubles } = await anInbox();
    const stop = new AbortController();
    const names: string[] = [];
    const told: string[] = [];
    await writeFile(join(home, 'blocked'), 'a file where the folder should be');
    const watching = watchInbox(
      {
        folder: join(home, 'blocked'),
        log: silentLog(),
        async save({ name }) {
          names.push(name);
          return 'key';
        },
        async onTrouble({ path }) {
          told.push(path);
        },
      },
      stop.signal,
    );
    await until('the trouble', () => told.length > 0);
    await run('rm', [join(home, 'blocked')]);
    await until('the folder', () =>
      writeFile(join(home, 'blocked', 'auto', 'a.json'), '{}').then(
        () => true,
        () => false,
      ),
    );
    await until('its file', () => names.length === 1);
    stop.abort();
    await watching;
    expect(told).toEqual([join(home, 'blocked')]);
    expect(troubles).toEqual([]);
  });
});
