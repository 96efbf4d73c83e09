import { describe, expect, it } from 'vitest';
import { raiseTrouble } from '#pipeline/standing-troubles.ts';
import { createClockWatch } from '#pipeline/watch-clock.ts';
import { watchDisk } from '#pipeline/watch-disk.ts';
import { hourMs, minuteMs, opsCases, pass } from './ops-cases.ts';
import { aWorld } from './world.ts';

describe('the disk', () => {
  it('is told when it is nearly full, until there is room again', async () => {
    const world = await aWorld([]);
    const disk = { blocks: 100, bfree: 11, bavail: 11 };
    const look = async () => disk;
    await watchDisk(world.context, world.home, look);
    expect(await opsCases(world, 'disk-nearly-full')).toEqual([]);
    Object.assign(disk, { bfree: 9, bavail: 9 });
    for (let times = 0; times < 3; times += 1) {
      await watchDisk(world.context, world.home, look);
      pass(world, minuteMs);
    }
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([
      { count: 1, status: 'open', facts: expect.arrayContaining([{ label: 'Used', value: '91.0 %' }]) },
    ]);
    Object.assign(disk, { bfree: 30, bavail: 30 });
    await watchDisk(world.context, world.home, look);
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
  });

  it('of a machine that is gone is not told for ever', async () => {
    const world = await aWorld([]);
    const empty = async () => ({ blocks: 100, bfree: 90, bavail: 90 });
    await raiseTrouble(world.context, { kind: 'disk-nearly-full', about: 'gone /data', title: 'full', facts: [] });
    pass(world, 2 * hourMs);
    await watchDisk(world.context, world.home, empty);
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ status: 'open' }]);
    pass(world, 2 * hourMs);
    await watchDisk(world.context, world.home, empty);
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ status: 'closed' }]);
  });

  it('is the one that the folder lies on', async () => {
    const world = await aWorld([]);
    const policy = world.context.policy();
    world.context.policy = () => ({ ...policy, ops: { ...policy.ops, diskPercent: 0 } });
    await watchDisk(world.context, world.home);
    expect(await opsCases(world, 'disk-nearly-full')).toHaveLength(1);
  });
});

describe('the clock', () => {
  it('is told when an answer shows that it is wrong, and closed by one that shows it right', async () => {
    const world = await aWorld([]);
    const clock = createClockWatch();
    const at = (seconds: number): string => new Date(world.clock.now.getTime() + seconds * 1000).toISOString();
    const answered = (off: number): void => clock.note({ sentAt: at(0), answeredAt: at(0.2), date: at(off) });
    answered(-60);
    await clock.watch(world.context);
    expect(await opsCases(world, 'clock-skew')).toEqual([]);
    answered(-62);
    await clock.watch(world.context);
    const off = { label: 'Off by', value: '61 s ahead' };
    expect(await opsCases(world, 'clock-skew')).toMatchObject([{ facts: expect.arrayContaining([off]) }]);
    pass(world, minuteMs);
    await clock.watch(world.context);
    expect(await opsCases(world, 'clock-skew')).toMatchObject([{ status: 'open' }]);
    answered(0);
    await clock.watch(world.context);
    expect(await opsCases(world, 'clock-skew')).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
  });
});
