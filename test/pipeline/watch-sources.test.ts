import { describe, expect, it } from 'vitest';
import type { Policy } from '#core/policy.ts';
import { readArrivals } from '#pipeline/note-arrivals.ts';
import { watchSources } from '#pipeline/watch-sources.ts';
import { aRecordLine } from './a-record-line.ts';
import { happenedTo, hourMs, minuteMs, opsCases, pass } from './ops-cases.ts';
import { aWorld, type World } from './world.ts';

function withSilence(world: World, silence: Policy['ops']['silence']): void {
  const policy = world.context.policy();
  world.context.policy = () => ({ ...policy, ops: { ...policy.ops, silence } });
}

/** Time goes by while the job looks, as it does every five minutes. */
async function watchFor(world: World, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 20 * minuteMs) {
    pass(world, Math.min(left, 20 * minuteMs));
    await watchSources(world.context);
  }
}

async function come(world: World, id: string, account = '111122223333'): Promise<void> {
  await world.drop(aRecordLine({ id, account }), 'irene');
}

describe('what has come', () => {
  it('is noted for the source and for each account, once a minute, and not when it is read again', async () => {
    const world = await aWorld([]);
    let writes = 0;
    const { table } = world.context;
    const write: typeof table.write = (batch) => {
      if (batch.some((one) => 'put' in one && one.put.pk === 'arrivals')) writes += 1;
      return table.write(batch);
    };
    world.context.table = { ...table, write };
    await world.drop(`${aRecordLine({ id: 'a' })}\n${aRecordLine({ id: 'b', account: 'web-prod' })}`, 'irene');
    await come(world, 'c');
    expect(writes).toBe(1);
    const feeds = (await readArrivals(table)).map(({ account }) => account ?? 'whole');
    expect(feeds.toSorted()).toEqual(['111122223333', 'web-prod', 'whole']);
    pass(world, minuteMs);
    await come(world, 'd');
    expect(writes).toBe(2);
    expect(await readArrivals(table)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ source: 'irene', count: 2 })]),
    );
  });

  it('does not keep a file from being read when it cannot be noted', async () => {
    const world = await aWorld([]);
    const { table } = world.context;
    const write: typeof table.write = (batch) =>
      batch.some((one) => 'put' in one && one.put.pk === 'arrivals')
        ? Promise.reject(new Error('throttled'))
        : table.write(batch);
    world.context.table = { ...table, write };
    expect(await world.drop(aRecordLine({ id: 'a' }), 'irene')).toMatchObject([{ state: 'handled', recorded: 1 }]);
  });
});

describe('a source that is silent', () => {
  it('is told when a rule says so, once, and closed when something comes', async () => {
    const world = await aWorld([]);
    withSilence(world, [{ source: 'irene', after: 2 * hourMs }]);
    await come(world, 'a');
    await watchFor(world, 2 * hourMs);
    expect(await opsCases(world, 'source-silent')).toEqual([]);
    await watchFor(world, 40 * minuteMs);
    const [told] = await opsCases(world, 'source-silent');
    expect(told).toMatchObject({ resource: { id: 'irene' }, count: 1, severity: 'high' });
    await come(world, 'b');
    await watchFor(world, 20 * minuteMs);
    const [c] = await opsCases(world, 'source-silent');
    expect(c).toMatchObject({ status: 'closed', reason: 'fixed' });
    if (c !== undefined) expect(await happenedTo(world, c)).toEqual(['opened', 'closed']);
  });

  it('and never came is told too', async () => {
    const world = await aWorld([]);
    withSilence(world, [{ source: 'guardduty', after: hourMs }]);
    await watchFor(world, 2 * hourMs);
    expect(await opsCases(world, 'source-silent')).toMatchObject([{ resource: { id: 'guardduty' } }]);
  });

  it('is not missed for the time that Irene herself did not run', async () => {
    const world = await aWorld([]);
    withSilence(world, [{ source: 'irene', after: 2 * hourMs }]);
    await come(world, 'a');
    await watchFor(world, 20 * minuteMs);
    pass(world, 10 * hourMs);
    await watchFor(world, 2 * hourMs);
    expect(await opsCases(world, 'source-silent')).toEqual([]);
    await watchFor(world, hourMs);
    expect(await opsCases(world, 'source-silent')).toHaveLength(1);
  });

  it('is learned: an account that came every two hours for nine days is missed after six', async () => {
    const world = await aWorld([]);
    for (let at = 0; at < 108; at += 1) {
      await come(world, `web-${at}`, 'web-prod');
      await come(world, `other-${at}`, 'other');
      await watchFor(world, 2 * hourMs);
    }
    expect(await opsCases(world, 'source-silent')).toEqual([]);
    for (let at = 0; at < 3; at += 1) {
      await come(world, `more-${at}`, 'other');
      await watchFor(world, 2 * hourMs);
    }
    expect(await opsCases(world, 'source-silent')).toMatchObject([
      { resource: { id: 'irene web-prod' }, severity: 'medium', status: 'open' },
    ]);
  }, 120_000);
});
