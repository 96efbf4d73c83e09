import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { saveFile } from '#pipeline/save-file.ts';
import { createFileWatch } from '#pipeline/watch-files.ts';
import { aRecordLine } from './a-record-line.ts';
import { drain, drainToTheEnd } from './drain.ts';
import { hourMs, minuteMs, opsCases, pass } from './ops-cases.ts';
import { aWorld, type World } from './world.ts';

async function save(world: World, id: string): Promise<string> {
  const path = join(world.home, 'saved');
  await writeFile(path, aRecordLine({ id }));
  return saveFile(world.context, { path, name: 'saved.json', source: 'irene' });
}

it('a file that nobody reads is told after fifteen minutes, and closed when it is read', async () => {
  const world = await aWorld([]);
  const watch = createFileWatch(['auto', 'irene']);
  await save(world, 'a');
  await drain(world.context);
  const key = await save(world, 'b');
  pass(world, 15 * minuteMs);
  await watch(world.context);
  expect(await opsCases(world, 'lag')).toEqual([]);
  pass(world, minuteMs);
  await watch(world.context);
  await watch(world.context);
  const oldest = { label: 'The oldest', value: expect.stringContaining(key) };
  expect(await opsCases(world, 'lag')).toMatchObject([
    { resource: { id: 'files' }, count: 1, facts: expect.arrayContaining([{ label: 'Files', value: '1' }, oldest]) },
  ]);
  await drain(world.context);
  await watch(world.context);
  expect(await opsCases(world, 'lag')).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
});

it('a file that was given up does not wait', async () => {
  const world = await aWorld([], { openFile: () => Promise.reject(new Error('a bug')) });
  await save(world, 'a');
  await drainToTheEnd(world.context, world.clock);
  await createFileWatch(['irene'])(world.context);
  expect(await opsCases(world, 'lag')).toEqual([]);
});

it('a file of yesterday is seen, and one that is read is not asked for again', async () => {
  const world = await aWorld([]);
  world.clock.now = new Date('2026-03-01T23:50:00.000Z');
  await save(world, 'a');
  await drain(world.context);
  const watch = createFileWatch(['irene']);
  pass(world, 20 * minuteMs);
  await watch(world.context);
  let asked = 0;
  const { table } = world.context;
  const get: typeof table.get = (keys) => (
    (asked += keys.filter(({ pk }) => pk.startsWith('file#')).length), table.get(keys)
  );
  await watch({ ...world.context, table: { ...table, get } });
  expect(asked).toBe(0);
  world.clock.now = new Date('2026-03-01T23:55:00.000Z');
  await save(world, 'b');
  pass(world, hourMs);
  await watch(world.context);
  expect(await opsCases(world, 'lag')).toHaveLength(1);
});
