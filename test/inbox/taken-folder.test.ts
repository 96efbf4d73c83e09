import { mkdir, open, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { markOf } from '#inbox/taken-folder.ts';
import { until } from '#test/until.ts';
import { anInbox, filesAside } from './an-inbox.ts';

describe('a file that was taken', () => {
  it('is saved again, under its own name and source, when a writer nobody saw goes on', async () => {
    const { folder, taken } = await anInbox({ graceMs: 1_500 });
    await mkdir(join(folder, 'guardduty'));
    // this process is not asked whether it writes: it stands for one that /proc does not show
    const writer = await open(join(folder, 'guardduty', 'log.jsonl'), 'a');
    onTestFinished(() => writer.close());
    await writer.write('{"line":1}\n');
    await until('the first line', () => taken.length === 1);
    await until('the file to be moved', async () => (await filesAside(folder)).length === 1);
    await writer.write('{"line":2}\n');
    await until('the second line', () => taken.length === 2);
    await writer.write('{"line":3}\n');
    await until('the third line', () => taken.length === 3);
    expect(taken[2]).toEqual({ name: 'log.jsonl', source: 'guardduty', text: '{"line":1}\n{"line":2}\n{"line":3}\n' });
    await until('the grace to end', async () => (await filesAside(folder)).length === 0);
    expect(taken).toHaveLength(3);
  });

  it('is kept for the grace time when it was written in place, and not when it was moved in whole', async () => {
    const { home, folder, taken } = await anInbox();
    await writeFile(join(home, 'moved.json'), '{"moved": 1}');
    await writeFile(join(folder, 'auto', 'written.json'), '{"written": 1}');
    await until('the written file', () => taken.length === 1);
    await rename(join(home, 'moved.json'), join(folder, 'auto', 'moved.json'));
    await until('the moved file', () => taken.length === 2);
    await until('it to be removed', async () => (await filesAside(folder)).join() === 'written.json');
  });

  it('leaves the file alone that was renamed over it while it was saved', async () => {
    const { folder, taken } = await anInbox({
      async beforeSave({ path, name }) {
        if (name !== 'a.json' || path.includes('.taken')) return;
        await rename(join(path, '..', '.next.json'), path).catch(() => undefined);
      },
    });
    await writeFile(join(folder, 'auto', '.next.json'), '{"version": 2}');
    await writeFile(join(folder, 'auto', 'a.json'), '{"version": 1}');
    await until('the second version', () => taken.at(-1)?.text === '{"version": 2}');
    await until('it to be gone', async () => !(await isThere(join(folder, 'auto', 'a.json'))));
  });

  it('is saved when a crash left it aside unsaved, or with other bytes than were saved', async () => {
    const { taken } = await anInbox({
      graceMs: 1_500,
      async prepare(folder) {
        await mkdir(join(folder, '.taken', '1_5_99.5_some-uuid', 'scc'), { recursive: true });
        await writeFile(join(folder, '.taken', '1_5_99.5_some-uuid', 'scc', 'replaced.json'), '{"other": 1}');
        await mkdir(join(folder, '.taken', 'unsaved_some-uuid', 'guardduty'), { recursive: true });
        await writeFile(join(folder, '.taken', 'unsaved_some-uuid', 'guardduty', 'odd.json'), '{"odd": 1}');
        await mkdir(join(folder, 'mounted', '.taken', 'unsaved_some-uuid', 'mounted'), { recursive: true });
        await writeFile(join(folder, 'mounted', '.taken', 'unsaved_some-uuid', 'mounted', 'm.json'), '{"m": 1}');
        await mkdir(join(folder, '.taken', '1_5_99.5_empty', 'scc'), { recursive: true });
        await writeFile(join(folder, '.taken', 'left-over'), '{"left": 1}');
      },
    });
    await until('the four files', () => taken.length === 4);
    expect(taken.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'left-over', source: 'auto', text: '{"left": 1}' },
      { name: 'm.json', source: 'mounted', text: '{"m": 1}' },
      { name: 'odd.json', source: 'guardduty', text: '{"odd": 1}' },
      { name: 'replaced.json', source: 'scc', text: '{"other": 1}' },
    ]);
  });

  it('is not saved a second time when a crash left it aside as it was saved', async () => {
    const { folder, taken } = await anInbox({
      graceMs: 300,
      async prepare(inbox) {
        const path = join(inbox, 'saved.json');
        await writeFile(path, '{"saved": 1}');
        const home = join(inbox, '.taken', `${markOf(await stat(path))}_some-uuid`);
        await mkdir(join(home, 'scc'), { recursive: true });
        await rename(path, join(home, 'scc', 'saved.json'));
      },
    });
    await until('it to be removed', async () => (await filesAside(folder)).length === 0);
    expect(taken).toEqual([]);
  });
});

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
