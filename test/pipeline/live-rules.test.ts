import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RuleFiles } from '#core/rule-files.ts';
import { openLiveRules, type LiveRules, type LoadRules } from '#pipeline/live-rules.ts';
import { ruleFilesOfFolder } from '#store/read-rule-files.ts';
import { aRuleSet } from './a-rule-set.ts';
import { aWorld, createNotebook, type World } from './world.ts';

/** A rule file is good unless it says otherwise; a set's version is what its files say. */
function loaderOf(world: World): LoadRules {
  const { policy } = world.context.rules();
  return (files) => {
    const bad = files.find(({ text }) => text.includes('broken'));
    if (bad !== undefined) return { problems: [{ path: bad.path, line: 3, column: 5, message: 'expected a map' }] };
    return { rules: aRuleSet(policy, [], { version: files.map(({ text }) => text).join('|') }) };
  };
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'irene-rules-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function opened(world: World, files: RuleFiles): Promise<LiveRules> {
  const outcome = await openLiveRules(files, loaderOf(world));
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome));
  return outcome.live;
}

async function lookTwice(live: LiveRules, world: World): Promise<string> {
  await live.look(world.context);
  await live.look(world.context);
  return live.current().version;
}

const opsCases = async (world: World) => (await world.cases()).filter((c) => c.type === 'rules-broken');

test('a changed file is in force without a restart, once two looks have seen the same', async () => {
  const [world, folder] = [await aWorld([]), await aFolder()];
  await writeFile(join(folder, 'a.yml'), 'one');
  const live = await opened(world, ruleFilesOfFolder(folder));
  await writeFile(join(folder, 'a.yml'), 'two');
  expect(await live.look(world.context)).toBe(true);
  expect(live.current().version).toBe('one');
  expect(await live.look(world.context)).toBe(false);
  expect(live.current().version).toBe('two');
  await writeFile(join(folder, 'b.yml'), 'new');
  expect(await lookTwice(live, world)).toBe('two|new');
  await rm(join(folder, 'b.yml'));
  expect(await lookTwice(live, world)).toBe('two');
});

test('rules that do not load leave the last good ones in force, and ops hear of each version once, with its place', async () => {
  const [world, folder] = [await aWorld([createNotebook('slack')]), await aFolder()];
  await writeFile(join(folder, 'a.yml'), 'one');
  const live = await opened(world, ruleFilesOfFolder(folder));
  await writeFile(join(folder, 'a.yml'), 'broken');
  expect(await lookTwice(live, world)).toBe('one');
  expect(await lookTwice(live, world)).toBe('one');
  const first = await opsCases(world);
  expect(first).toMatchObject([{ status: 'open', count: 1, sources: ['irene-ops'] }]);
  expect(first[0]?.facts).toContainEqual({ label: 'Problem', value: 'a.yml:3:5: expected a map' });

  await writeFile(join(folder, 'a.yml'), 'broken otherwise');
  await lookTwice(live, world);
  expect(await opsCases(world)).toMatchObject([{ status: 'open', count: 2 }]);

  await writeFile(join(folder, 'a.yml'), 'mended');
  expect(await lookTwice(live, world)).toBe('mended');
  expect(await opsCases(world)).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
});

test('a trouble from before a restart ends when the rules load at the start', async () => {
  const [world, folder] = [await aWorld([createNotebook('slack')]), await aFolder()];
  await writeFile(join(folder, 'a.yml'), 'one');
  const live = await opened(world, ruleFilesOfFolder(folder));
  await writeFile(join(folder, 'a.yml'), 'broken');
  await lookTwice(live, world);
  await writeFile(join(folder, 'a.yml'), 'one again');
  await (await opened(world, ruleFilesOfFolder(folder))).look(world.context);
  expect(await opsCases(world)).toMatchObject([{ status: 'closed' }]);
});

test('a ConfigMap that is swapped under its links is seen', async () => {
  const [world, folder] = [await aWorld([]), await aFolder()];
  const other = await aFolder();
  await writeFile(join(folder, '.old'), 'one');
  await symlink('.old', join(folder, '.data'));
  await symlink('.data', join(folder, 'a.yml'));
  const live = await opened(world, ruleFilesOfFolder(folder));
  await writeFile(join(folder, '.new'), 'two');
  await symlink('.new', join(other, 'link'));
  await rename(join(other, 'link'), join(folder, '.data'));
  expect(await lookTwice(live, world)).toBe('two');
});

test('a folder that changes while it is read is read again', async () => {
  const world = await aWorld([]);
  const state = { signature: 'a', text: 'one', onRead: () => {} };
  const files: RuleFiles = {
    place: 'rules',
    lookEveryMs: 1,
    signature: async () => state.signature,
    read: async () => {
      const { text } = state;
      state.onRead();
      return [{ path: 'a.yml', text }];
    },
  };
  const live = await opened(world, files);
  Object.assign(state, { signature: 'b', text: 'half of it' });
  state.onRead = () => Object.assign(state, { signature: 'c', text: 'all of it', onRead: () => {} });
  expect(await lookTwice(live, world)).toBe('one');
  expect(await lookTwice(live, world)).toBe('all of it');
});

test('rules that cannot be read for five looks are told, and it is over when they can', async () => {
  const [world, folder] = [await aWorld([createNotebook('slack')]), await aFolder()];
  await writeFile(join(folder, 'a.yml'), 'one');
  const live = await opened(world, ruleFilesOfFolder(folder));
  await rename(folder, `${folder}-away`);
  for (let looks = 0; looks < 4; looks += 1) await live.look(world.context);
  expect(await opsCases(world)).toEqual([]);
  await live.look(world.context);
  expect(await opsCases(world)).toMatchObject([{ status: 'open', title: expect.stringContaining('cannot be read') }]);
  expect(live.current().version).toBe('one');
  await rename(`${folder}-away`, folder);
  await live.look(world.context);
  expect(await opsCases(world)).toMatchObject([{ status: 'closed' }]);
});

test('what could not be told in a moment of failure is told at the next look', async () => {
  const [world, folder] = [await aWorld([createNotebook('slack')]), await aFolder()];
  await writeFile(join(folder, 'a.yml'), 'one');
  const live = await opened(world, ruleFilesOfFolder(folder));
  await writeFile(join(folder, 'a.yml'), 'broken');
  const { table } = world.context;
  const away = { ...table, write: () => Promise.reject(new Error('the store is away')) };
  await lookTwice(live, { ...world, context: { ...world.context, table: away } });
  expect(await opsCases(world)).toEqual([]);
  await live.look(world.context);
  expect(await opsCases(world)).toMatchObject([{ status: 'open', count: 1 }]);
});
