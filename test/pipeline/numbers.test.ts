import { expect, it } from 'vitest';
import { actOnCase } from '#pipeline/act-on-case.ts';
import { countNumbers } from '#pipeline/count-numbers.ts';
import { feedStart } from '#pipeline/follow-changes.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { readNumbers } from '#pipeline/read-numbers.ts';
import { anAlert } from '#test/builders.ts';
import { hourMs, minuteMs, pass } from './ops-cases.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

async function aWeek(): Promise<World> {
  const world = await aWorld([createNotebook('slack')]);
  await feedStart(world.context.table, world.clock.now);
  return world;
}

async function record(world: World, id: string): Promise<string> {
  const at = world.clock.now.toISOString();
  const handled = await handleAlert(world.context, anAlert({ id, type: id, nativeSeverity: '8', at }));
  if ('known' in handled) throw new Error('known');
  return handled.recorded.id;
}

const act = (world: World, caseId: string, action: 'acknowledge' | 'close') =>
  actOnCase(world.context, {
    caseId,
    action: action === 'close' ? { do: action, reason: 'fixed' } : { do: action },
    by: aki,
    requestId: `${action} ${world.clock.now.toISOString()}`,
  });

it('counts what happened to the cases of each project, once, however often it looks', async () => {
  const world = await aWeek();
  const id = await record(world, 'ssh');
  await record(world, 'rdp');
  pass(world, 20 * minuteMs);
  await act(world, id, 'acknowledge');
  await countNumbers(world.context);
  pass(world, 2 * hourMs);
  await act(world, id, 'close');
  await Promise.all([countNumbers(world.context), countNumbers(world.context), countNumbers(world.context)]);
  pass(world, 30 * hourMs);
  await record(world, 'ssh-again');
  const [web, ...others] = await readNumbers(world.context, { days: 7 });
  expect(others).toEqual([]);
  expect(web).toMatchObject({ project: 'web', opened: 3, reopened: 0, closed: 1, closedByRule: 0 });
  expect(web?.days.map(({ day, opened, closed }) => [day, opened, closed]).slice(-2)).toEqual([
    ['2026-03-01', 2, 1],
    ['2026-03-02', 1, 0],
  ]);
  expect(Math.abs((web?.acknowledge?.median ?? 0) / minuteMs - 20)).toBeLessThan(1);
  expect(Math.abs((web?.close?.median ?? 0) / minuteMs - 140)).toBeLessThan(7);
  expect(await readNumbers(world.context, { days: 1 })).toMatchObject([{ opened: 1, closed: 0 }]);
});

it('asks for a day, not for the cases: a look without changes reads no case again', async () => {
  const world = await aWeek();
  await record(world, 'ssh');
  await countNumbers(world.context);
  pass(world, hourMs);
  await countNumbers(world.context);
  let read = 0;
  const { table } = world.context;
  const counting = {
    ...table,
    get: (keys: Parameters<typeof table.get>[0]) => ((read += keys.length), table.get(keys)),
  };
  await readNumbers({ ...world.context, table: counting }, { days: 7, project: 'web' });
  expect(read).toBe(1 + 7);
});

it("leaves Irene's own troubles and unknown projects out", async () => {
  const world = await aWeek();
  await handleAlert(world.context, anAlert({ source: 'irene-ops', account: 'irene', nativeSeverity: 'HIGH' }));
  expect(await readNumbers(world.context, { days: 7 })).toEqual([]);
  expect(await readNumbers(world.context, { days: 7, project: 'nobody' })).toEqual([]);
});
