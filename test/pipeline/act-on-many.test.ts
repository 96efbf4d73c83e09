import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import type { Table } from '#core/table.ts';
import { mostInBulk, type BulkAction } from '#pipeline/bulk-desk.ts';
import { createDesk } from '#pipeline/create-desk.ts';
import type { Desk } from '#pipeline/desk.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { anAlert } from '#test/builders.ts';
import { aWorld, type World } from './world.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const ben = { kind: 'person', id: 'slack:UBEN', name: 'Ben', via: 'slack' } as const;
const close: BulkAction = { do: 'close', reason: 'fixed', why: 'patched everywhere' };
const query = 'title:"open bucket"';

/** A world with so many cases that the query finds. */
async function many(count: number, given: Parameters<typeof aWorld>[1] = {}) {
  const world = await aWorld([], given);
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push(await record(world, `bucket-${i}`));
  return { world, desk: createDesk(world.context), ids };
}

async function record({ context }: World, type: string): Promise<string> {
  const handled = await handleAlert(context, anAlert({ type, title: `Open bucket ${type}` }));
  if (!('recorded' in handled)) throw new Error('known before');
  return handled.recorded.id;
}

async function planOf(desk: Desk, requestId = 'press'): Promise<string> {
  const answer = await desk.bulk.plan({ query, me: aki.id, requestId });
  if (!('plan' in answer)) throw new Error(JSON.stringify(answer));
  return answer.plan;
}

async function fileOf(desk: Desk, id = '') {
  const looked = await desk.show(id);
  if (!('found' in looked)) throw new Error('gone');
  return looked.found;
}

test('all cases of a plan are closed with the reason, and none that was found later', async () => {
  const { world, desk, ids } = await many(5);
  expect(await desk.bulk.plan({ query, me: aki.id, requestId: 'press' })).toMatchObject({ count: 5 });
  const plan = await planOf(desk);
  const later = await record(world, 'later');
  const result = await desk.bulk.act({ plan, action: close, by: aki, requestId: 'view' });
  expect(result).toEqual({ total: 5, done: 5, refused: {}, gone: 0, failed: 0 });
  for (const id of ids) {
    const { case: c, timeline } = await fileOf(desk, id);
    expect(c).toMatchObject({ status: 'closed', reason: 'fixed', statusBy: { id: aki.id } });
    expect(timeline.at(-1)).toMatchObject({ what: 'closed', why: 'patched everywhere' });
  }
  expect((await fileOf(desk, later)).case.status).toBe('open');
});

test('what is closed already is counted and left as it is', async () => {
  const { desk, ids } = await many(4);
  await desk.act({ caseId: ids[0] ?? '', action: { do: 'close', reason: 'deleted' }, by: ben, requestId: 'x' });
  const plan = await planOf(desk);
  const result = await desk.bulk.act({ plan, action: close, by: aki, requestId: 'view' });
  expect(result).toMatchObject({ total: 4, done: 3, refused: { closed: 1 } });
  expect((await fileOf(desk, ids[0])).case).toMatchObject({ reason: 'deleted', statusBy: { id: ben.id } });
});

test('acknowledging many keeps the reason in each timeline', async () => {
  const { desk, ids } = await many(2);
  const action = { do: 'acknowledge', why: 'we are on it' } as const;
  await desk.bulk.act({ plan: await planOf(desk), action, by: aki, requestId: 'view' });
  for (const id of ids)
    expect((await fileOf(desk, id)).timeline.at(-1)).toMatchObject({ what: 'acknowledged', why: 'we are on it' });
});

test('the same submission again does nothing more, whatever has happened since', async () => {
  const { desk, ids } = await many(3);
  const request = { plan: await planOf(desk), action: close, by: aki, requestId: 'view' };
  const first = await desk.bulk.act(request);
  await desk.act({ caseId: ids[1] ?? '', action: { do: 'reopen' }, by: ben, requestId: 'reopen' });
  expect(await desk.bulk.act(request)).toEqual(first);
  expect((await fileOf(desk, ids[1])).case.status).toBe('open');
});

test('the same submission after a crash in between finishes what was left, each case once', async () => {
  const { desk, ids } = await many(3);
  const plan = await planOf(desk);
  const [first = ''] = ids;
  await desk.act({ caseId: first, action: close, by: aki, requestId: `view:${first}` });
  const result = await desk.bulk.act({ plan, action: close, by: aki, requestId: 'view' });
  expect(result).toMatchObject({ done: 3, refused: {} });
  expect((await fileOf(desk, first)).timeline.filter(({ what }) => what === 'closed')).toHaveLength(1);
});

test('a case that the store cannot keep is counted, and done by the same submission again', async () => {
  const { world, ids } = await many(3);
  const { table } = world.context;
  const broken = new Set(ids.slice(1, 2));
  const failing: Table = {
    get: (keys) => table.get(keys),
    query: (asked) => table.query(asked),
    write: async (batch) => {
      const isBroken = batch.some((write) => 'put' in write && broken.has(write.put.pk.replace('case#', '')));
      if (isBroken) throw new TemporaryFailure('no answer');
      return table.write(batch);
    },
  };
  const desk = createDesk({ ...world.context, table: failing });
  const request = { plan: await planOf(desk), action: close, by: aki, requestId: 'view' };
  expect(await desk.bulk.act(request)).toMatchObject({ done: 2, failed: 1 });
  broken.clear();
  expect(await desk.bulk.act(request)).toMatchObject({ done: 3, failed: 0 });
});

test('undo takes back exactly what was done, and leaves what somebody has changed since', async () => {
  const { desk, ids } = await many(4);
  const [closedBefore = '', changed = '', ...others] = ids;
  await desk.act({ caseId: closedBefore, action: { do: 'close', reason: 'deleted' }, by: aki, requestId: 'x' });
  const plan = await planOf(desk);
  await desk.bulk.act({ plan, action: close, by: aki, requestId: 'view' });
  await desk.act({ caseId: changed, action: { do: 'comment', why: 'wait' }, by: ben, requestId: 'y' });
  const undo = { plan, by: aki, requestId: 'undo' };
  const result = { total: 3, done: 2, refused: { changed_since: 1 }, gone: 0, failed: 0 };
  for (let times = 0; times < 2; times += 1) expect(await desk.bulk.undo(undo)).toEqual(result);
  for (const id of others) {
    const { case: c, timeline } = await fileOf(desk, id);
    expect(c.status).toBe('open');
    expect(timeline.map(({ what }) => what)).toEqual(['opened', 'closed', 'undone']);
  }
  expect((await fileOf(desk, closedBefore)).case).toMatchObject({ status: 'closed', reason: 'deleted' });
  expect((await fileOf(desk, changed)).case).toMatchObject({ status: 'closed', reason: 'fixed' });
});

test('the half minute for undo begins when the last case was done', async () => {
  const { world, ids } = await many(9);
  let acted = 0;
  const slow = { ...world.context, now: () => new Date(world.clock.now.getTime() + acted * 1000) };
  const { table } = world.context;
  const counting: Table = {
    ...table,
    get: (keys) => table.get(keys),
    query: (asked) => table.query(asked),
    write: async (batch) => {
      const isCase = batch.some((write) => 'put' in write && write.put.sk === 'case');
      if (isCase) acted += 4;
      return table.write(batch);
    },
  };
  const desk = createDesk({ ...slow, table: counting });
  const plan = await planOf(desk);
  await desk.bulk.act({ plan, action: close, by: aki, requestId: 'view' });
  expect(acted).toBeGreaterThan(30);
  expect(await desk.bulk.undo({ plan, by: aki, requestId: 'undo' })).toMatchObject({ done: ids.length, refused: {} });
});

test('after half a minute nothing is taken back', async () => {
  const { world, desk, ids } = await many(2);
  const plan = await planOf(desk);
  await desk.bulk.act({ plan, action: close, by: aki, requestId: 'view' });
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  expect(await desk.bulk.undo({ plan, by: aki, requestId: 'undo' })).toEqual({ tooLate: true });
  expect((await fileOf(desk, ids[0])).case.status).toBe('closed');
});

test('a plan is for the person alone who made it, and is gone after a day', async () => {
  const { world, desk, ids } = await many(1);
  const plan = await planOf(desk);
  expect(await desk.bulk.act({ plan, action: close, by: ben, requestId: 'view' })).toEqual({ unknown: true });
  expect(await desk.bulk.undo({ plan, by: aki, requestId: 'undo' })).toEqual({ unknown: true });
  world.clock.now = new Date(world.clock.now.getTime() + 86_401_000);
  expect(await desk.bulk.act({ plan, action: close, by: aki, requestId: 'view' })).toEqual({ unknown: true });
  expect((await fileOf(desk, ids[0])).case.status).toBe('open');
});

test('the same press makes the same plan, of the cases as they were found first', async () => {
  const { world, desk } = await many(2);
  const plan = await planOf(desk);
  await record(world, 'later');
  expect(await desk.bulk.plan({ query, me: aki.id, requestId: 'press' })).toEqual({ plan, count: 2 });
  expect(await desk.bulk.plan({ query, me: aki.id, requestId: 'another' })).toMatchObject({ count: 3 });
});

test('so many as a plan may have are planned, and one more is refused with how many there are', async () => {
  const { world, desk } = await many(mostInBulk);
  expect(await desk.bulk.plan({ query, me: aki.id, requestId: 'press' })).toMatchObject({ count: mostInBulk });
  await record(world, 'one-more');
  expect(await desk.bulk.plan({ query, me: aki.id, requestId: 'press' })).toEqual({
    tooMany: { total: mostInBulk + 1, isMore: false },
  });
});

test('a query that is wrong makes no plan', async () => {
  const { desk } = await many(0);
  expect(await desk.bulk.plan({ query: 'severity:(', me: aki.id, requestId: 'press' })).toHaveProperty('wrong');
  expect(await desk.bulk.plan({ query: 'nothing', me: aki.id, requestId: 'press' })).toMatchObject({ count: 0 });
});
