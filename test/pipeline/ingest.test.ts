import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UnreadablePayload } from '#core/errors.ts';
import { ingest } from '#pipeline/ingest.ts';
import { readLedger } from '#pipeline/ledger.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { tellDead } from '#pipeline/tell-dead.ts';
import { aRecordLine as line } from './a-record-line.ts';
import { aWorld, createNotebook } from './world.ts';

describe('ingest', () => {
  it('makes one case of a finding and enters the file in the ledger', async () => {
    const world = await aWorld([createNotebook('slack')]);
    const [entry] = await world.drop(line());
    expect(entry).toMatchObject({
      state: 'handled',
      source: 'irene',
      records: 1,
      alerts: 1,
      recorded: 1,
      known: 0,
      rejected: 0,
    });
    expect(await world.cases()).toMatchObject([
      { project: 'web', severity: 'high', count: 1, shownIn: [{ mirror: 'slack', to: 'main' }] },
    ]);
  });

  it('takes the same file twice as one occurrence', async () => {
    const world = await aWorld([]);
    await world.drop(line());
    await world.drop(line());
    expect(await world.cases()).toMatchObject([{ count: 1 }]);
  });

  it('takes the same finding from two files as one occurrence', async () => {
    const world = await aWorld([]);
    await world.drop(line());
    const [second] = await world.drop(gzipSync(`[${line()},${line({ id: 'a-2' })}]`));
    expect(second).toMatchObject({ records: 2, recorded: 1, known: 1 });
    expect(await world.cases()).toMatchObject([{ count: 2 }]);
  });

  it('handles ninety-nine good findings around a bad one and tells ops which was bad', async () => {
    const world = await aWorld([]);
    const lines = Array.from({ length: 100 }, (_, i) =>
      i === 41 ? '{"irene":1,"id":7}' : line({ id: `a-${i}`, resource: { id: `r-${i}`, type: 'Bucket' } }),
    );
    const [entry] = await world.drop(lines.join('\n'));
    expect(entry).toMatchObject({
      state: 'handled',
      records: 100,
      recorded: 99,
      rejected: 1,
      reasons: [expect.stringContaining('record 41')],
    });
    const cases = await world.cases();
    expect(cases).toHaveLength(100);
    expect(cases.find((c) => c.type === 'rejected-records')).toMatchObject({
      severity: 'medium',
      sources: ['irene-ops'],
    });
  });

  it.each([
    ['a broken gzip', gzipSync(line()).subarray(0, 40), 'unreadable'],
    ['half a JSON', line().slice(0, 60), 'unreadable'],
    ['something that no source reads', '{"hello":"<!channel> world"}', 'unknown_source'],
  ])('keeps %s, with the reason in the ledger and an ops alert', async (_name, bytes, state) => {
    const world = await aWorld([createNotebook('slack', (route) => route.channels)]);
    const [entry] = await world.drop(bytes);
    expect(entry).toMatchObject({ state, recorded: 0 });
    const blob = await world.context.blobs.get(entry?.key ?? '');
    expect(await blob?.toArray()).not.toEqual([]);
    expect(await world.cases()).toMatchObject([
      {
        sources: ['irene-ops'],
        shownIn: [{ mirror: 'slack', to: 'C0OPS' }],
        facts: expect.arrayContaining([{ label: 'File', value: entry?.key }]),
      },
    ]);
  });

  it('reads a file again that could not be read before, and one that was read whole only once', async () => {
    const world = await aWorld([]);
    const { openFile } = world.context;
    world.context.openFile = () => Promise.reject(new UnreadablePayload('a bug in the reader'));
    expect(await world.drop(line())).toMatchObject([{ state: 'unreadable' }]);
    world.context.openFile = openFile;
    expect(await world.drop(line())).toMatchObject([{ state: 'handled', recorded: 1 }]);
    expect(await world.drop(line())).toMatchObject([{ state: 'handled', recorded: 1 }]);
  });

  it('gathers the unreadable files of one source in one ops case', async () => {
    const world = await aWorld([]);
    await world.drop('{"half', 'guardduty');
    await world.drop('{"other half', 'guardduty');
    expect(await world.cases()).toMatchObject([{ type: 'unreadable-file', count: 2 }]);
  });

  it('names a source that does not exist', async () => {
    const world = await aWorld([]);
    const [entry] = await world.drop(line(), 'guardudty');
    expect(entry).toMatchObject({ state: 'unknown_source', source: 'guardudty' });
    expect(await world.cases()).toMatchObject([
      { title: 'No source reads this file', facts: expect.arrayContaining([{ label: 'Source', value: 'guardudty' }]) },
    ]);
  });

  it('tells ops once of each file that was given up', async () => {
    const world = await aWorld([]);
    world.context.openFile = () => Promise.reject(new Error('a bug'));
    await expect(world.drop(line())).rejects.toThrow('a bug');
    for (let i = 0; i < 6; i += 1) {
      world.clock.now = new Date(world.clock.now.getTime() + 120_000);
      await world.context.queue.receive(1, 0);
    }
    await tellDead(world.context);
    await tellDead(world.context);
    const dead = (await world.cases()).filter((c) => c.type === 'dead-letter');
    expect(dead).toMatchObject([{ count: 1, title: expect.stringContaining('given up') }]);
  });

  it('reads a file to its end after a crash in the middle of it, without counting anything twice', async () => {
    const world = await aWorld([], { atOnce: { files: 1, alerts: 1 } });
    const lines = [line({ id: 'a-1' }), line({ id: 'a-2' }), line({ id: 'a-3' })].join('\n');
    let writes = 0;
    const { table } = world.context;
    const crashing = {
      ...table,
      write: async (batch: Parameters<typeof table.write>[0]) =>
        (writes += 1) > 2 ? Promise.reject(new Error('killed')) : table.write(batch),
    };
    const healthy = { ...world.context };
    world.context.table = crashing;
    await expect(world.drop(lines)).rejects.toThrow('killed');
    world.context.table = healthy.table;
    world.clock.now = new Date('2026-03-01T12:05:00.000Z'); // the message is visible again
    const entries = await world.drop('[]', 'irene');
    expect(entries.find((entry) => entry.records === 3)).toMatchObject({ recorded: 1, known: 2 });
    expect((await world.cases()).find((c) => c.type === 'test/leak')).toMatchObject({ count: 3 });
  });

  it('counts what two readings of one file at the same time have brought together', async () => {
    const world = await aWorld([]);
    const lines = Array.from({ length: 30 }, (_, i) =>
      line({ id: `a-${i}`, resource: { id: `r-${i}`, type: 'Bucket' } }),
    );
    const bytes = Buffer.from(lines.join('\n'));
    const key = await saveFile(world.context, { bytes, name: 'twice', source: 'irene' });
    const message = { key, source: 'irene', receivedAt: world.clock.now.toISOString() };
    await Promise.all([ingest(world.context, message), ingest(world.context, message)]);
    expect(await readLedger(world.context.table, key)).toMatchObject({ records: 30, recorded: 30, known: 0 });
    expect(await world.cases()).toHaveLength(30);
  });
});
