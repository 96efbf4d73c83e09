import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesk } from '#pipeline/create-desk.ts';
import { readLedger } from '#pipeline/ledger.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { tellBrokenRules } from '#pipeline/tell-rules.ts';
import { loadRuleDocuments, ruleSetOf } from '#rules/load-rules.ts';
import { aRecordLine } from './a-record-line.ts';
import { drainToTheEnd } from './drain.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const slack = createNotebook('slack', ({ channels }) => channels);

/** A file whose message was given up. */
async function giveUp(world: World): Promise<{ key: string; id: string }> {
  const { openFile } = world.context;
  world.context.openFile = () => Promise.reject(new TypeError('a bug'));
  const path = join(world.home, 'saved');
  await writeFile(path, aRecordLine());
  const key = await saveFile(world.context, { path, name: 'saved.json', source: 'irene' });
  await drainToTheEnd(world.context, world.clock);
  world.context.openFile = openFile;
  const [letter] = (await createDesk(world.context).ops.dead(10)).letters;
  return { key, id: letter?.id ?? '' };
}

describe('the status', () => {
  it('accounts for the files, and names what waits, what came and what people did', async () => {
    const world = await aWorld([slack]);
    await world.drop(aRecordLine());
    const { key, id } = await giveUp(world);
    const { ops } = createDesk(world.context);
    await ops.redrive(id, aki);
    await drainToTheEnd(world.context, world.clock);
    const status = await ops.status();
    expect(status).toMatchObject({ hours: 24, addsUp: true, account: { received: 2, handled: 2, deadMessages: 0 } });
    expect(status.deeds).toMatchObject([{ by: aki, did: 'redriven', about: key }]);
    expect(status.lanes.map(({ waiting }) => waiting).some((waiting) => waiting > 0)).toBe(true);
    expect(status.sources[0]).toMatchObject({ patience: { never: 'still learning' }, isSilent: false });
  });
});

describe('a dead message', () => {
  it('is sent again, and then read', async () => {
    const world = await aWorld([slack]);
    const { key, id } = await giveUp(world);
    const { ops } = createDesk(world.context);
    expect(await ops.redrive(id, aki)).toBe(true);
    await drainToTheEnd(world.context, world.clock);
    expect(await readLedger(world.context.table, key)).toMatchObject({ state: 'handled', recorded: 1 });
    expect(await ops.dead(10)).toEqual({ letters: [], total: 0 });
  });

  it('is discarded with who did it and why in the ledger', async () => {
    const world = await aWorld([slack]);
    const { key, id } = await giveUp(world);
    const { ops } = createDesk(world.context);
    expect(await ops.discard(id, { by: aki, why: 'a test' })).toBe(true);
    expect(await readLedger(world.context.table, key)).toMatchObject({
      state: 'discarded',
      discarded: { by: 'Aki (slack:UAKI)', why: 'a test' },
    });
    expect((await ops.status()).deeds).toMatchObject([{ did: 'discarded', about: key, why: 'a test', by: aki }]);
  });

  it('that there is not is told, and nobody is noted for it', async () => {
    const world = await aWorld([slack]);
    const { ops } = createDesk(world.context);
    expect(await ops.redrive('nothing', aki)).toBe(false);
    expect(await ops.discard('nothing', { by: aki, why: '' })).toBe(false);
    expect((await ops.status()).deeds).toEqual([]);
  });
});

describe('a replay', () => {
  it('reads a file again, which counts no second time', async () => {
    const world = await aWorld([slack]);
    const [entry] = await world.drop(aRecordLine());
    const [opened] = await world.cases();
    const { ops, show } = createDesk(world.context);
    expect(await ops.replay(entry?.key ?? '', aki)).toEqual({ queued: entry?.key });
    await drainToTheEnd(world.context, world.clock);
    expect(await show(opened?.id ?? '')).toMatchObject({ found: { case: { count: 1, revision: opened?.revision } } });
    expect((await ops.status()).deeds).toMatchObject([{ did: 'replayed', about: entry?.key, by: aki }]);
  });

  it('of a key that is not there names those that look like it', async () => {
    const world = await aWorld([slack]);
    const [entry] = await world.drop(aRecordLine());
    const { ops } = createDesk(world.context);
    expect(await ops.replay('elsewhere/dropped.json', aki)).toEqual({ near: [entry?.key] });
    expect(await ops.replay('files/nothing/like-it', aki)).toEqual({ near: [] });
    expect((await ops.status()).deeds).toEqual([]);
  });
});

const rule = `# Written by us
id: stop-logging
title: Somebody stops the trail
description: Nobody should.
logsource: {product: aws, service: cloudtrail}
detection:
  selection:
    eventName: StopLogging # all of them
  condition: selection
level: high
`;

async function withRule(): Promise<World> {
  const world = await aWorld([slack]);
  const documents = loadRuleDocuments([{ path: 'detections/stop.yml', text: rule }]);
  expect(documents.problems).toEqual([]);
  const loaded = ruleSetOf(world.context.policy(), documents, 'abcd');
  world.context.rules = () => loaded;
  return world;
}

describe('the rules', () => {
  it('are counted by kind and status', async () => {
    const { ops } = createDesk((await withRule()).context);
    expect(await ops.rules()).toMatchObject({
      counts: [{ kind: 'detection', status: 'on', count: 1 }],
      problems: [],
    });
  });

  it('name what is wrong in changed files, as it was told to ops', async () => {
    const world = await withRule();
    const problems = [{ path: 'detections/stop.yml', line: 3, column: 1, message: 'expected a title' }];
    await tellBrokenRules(world.context, { place: 'rules', problems, signature: 's' });
    const { ops } = createDesk(world.context);
    expect((await ops.rules()).problems).toEqual(['detections/stop.yml:3:1: expected a title']);
  });

  it('are found by id, its beginning, or the path, with the detection as it is written', async () => {
    const { ops } = createDesk((await withRule()).context);
    for (const asked of ['stop-logging', 'stop', 'detections/stop.yml']) {
      expect(ops.rule(asked)).toEqual({
        found: {
          id: 'stop-logging',
          title: 'Somebody stops the trail',
          kind: 'detection',
          status: 'on',
          level: 'high',
          path: 'detections/stop.yml',
          line: 2,
          description: 'Nobody should.',
          detection: 'detection:\n  selection:\n    eventName: StopLogging # all of them\n  condition: selection',
        },
      });
    }
    expect(ops.rule('nothing')).toEqual({ none: true });
    expect(ops.rule('')).toEqual({ none: true });
  });
});

it('a language is kept for each person', async () => {
  const { ops } = createDesk((await aWorld([slack])).context);
  expect(await ops.language('slack:UAKI')).toBeUndefined();
  await ops.setLanguage('slack:UAKI', 'ja');
  await ops.setLanguage('slack:UBEN', 'ja');
  await ops.setLanguage('slack:UBEN', 'en');
  expect(await ops.language('slack:UAKI')).toBe('ja');
  expect(await ops.language('slack:UBEN')).toBe('en');
});
