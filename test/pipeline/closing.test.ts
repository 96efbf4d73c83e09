import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { SourceRecord } from '#core/source.ts';
import { actOnCase } from '#pipeline/act-on-case.ts';
import { expireCases } from '#pipeline/expire-cases.ts';
import type { CloseRule, Rule } from '#rules/rule.ts';
import { anAlert } from '#test/builders.ts';
import { detect } from '#test/rules/detection/detect.ts';
import { aDetectionRule, anEvent, aRuleSet, aSnapshot } from './a-rule-set.ts';
import { fileOf, openRecords } from './open-records.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const stopped = aDetectionRule('trail-stopped', { eventName: 'StopLogging' });

function aCloseRule(block: JsonObject, given: Partial<CloseRule> = {}): CloseRule {
  const { severity: _1, key: _2, routing: _3, logsource: _4, ...base } = aDetectionRule('started-again', {});
  return {
    ...base,
    kind: 'close',
    detection: detect(block),
    same: ['alert.resource.id'],
    reason: 'fixed',
    reopen: true,
    ...given,
  };
}

const undone = aCloseRule({
  undone: { 'alert.rule_id': 'trail-stopped', 'update.eventName': 'StartLogging', 'update.errorCode': null },
  condition: 'undone',
});

async function aWorldOf(...rules: Rule[]): Promise<World> {
  const world = await aWorld([createNotebook('slack')], { openFile: openRecords });
  const { policy } = world.context.rules();
  world.context.rules = () => aRuleSet(policy, rules);
  return world;
}

const minute = (n: number): string => new Date(Date.UTC(2026, 2, 1, 11, n)).toISOString();
const event = (eventName: string, at: number, given: Partial<AuditEvent> = {}): SourceRecord => ({
  kind: 'event',
  event: anEvent({ id: `${eventName}-${at}`, at: minute(at), record: { eventName }, ...given }),
});
const drop = (world: World, ...records: SourceRecord[]) => world.drop(fileOf(records));

describe('a close rule', () => {
  it('closes the case of the rule that it names when an event undoes it, and says why', async () => {
    const world = await aWorldOf(stopped, undone);
    await drop(world, event('StopLogging', 0));
    await drop(world, event('DescribeTrails', 1), event('StartLogging', 5));
    expect(await world.cases()).toMatchObject([
      {
        status: 'closed',
        reason: 'fixed',
        statusBy: { kind: 'rule', id: 'started-again' },
        statusComment: 'Rule started-again (StartLogging)',
      },
    ]);
    await drop(world, event('StopLogging', 9));
    expect(await world.cases()).toMatchObject([{ status: 'open', episode: 2 }]);
  });

  it('closes nothing that was seen again since, in whatever order a file has it', async () => {
    const stories: [SourceRecord[], string][] = [
      [[event('StartLogging', 5), event('StopLogging', 0)], 'closed'],
      [[event('StartLogging', 5), event('StopLogging', 9), event('StopLogging', 0)], 'open'],
      [[event('StopLogging', 0), event('StopLogging', 9), event('StartLogging', 5)], 'open'],
    ];
    for (const [story, status] of stories) {
      const world = await aWorldOf(stopped, undone);
      await drop(world, ...story);
      expect(await world.cases()).toMatchObject([{ status }]);
    }
  });

  it('leaves alone what failed, and what is of another account', async () => {
    const world = await aWorldOf(stopped, undone);
    await drop(world, event('StopLogging', 0));
    await drop(
      world,
      event('StartLogging', 5, { record: { eventName: 'StartLogging', errorCode: 'AccessDenied' } }),
      event('StartLogging', 6, { account: '444455556666' }),
    );
    expect(await world.cases()).toMatchObject([{ status: 'open' }]);
  });

  it('closes once, however often the file is read, and not what people have opened again', async () => {
    const world = await aWorldOf(stopped, undone);
    const [entry] = await drop(world, event('StopLogging', 0), event('StartLogging', 5));
    const [c] = await world.cases();
    const by = { kind: 'person', id: 'U1', name: 'Aki', via: 'slack' } as const;
    await actOnCase(world.context, { caseId: c?.id ?? '', action: { do: 'reopen' }, by, requestId: 'r1' });
    expect(await world.again(entry?.key ?? '')).toMatchObject({ events: 2 });
    const [again] = await world.cases();
    expect(again).toMatchObject({ status: 'open', episode: 2 });
  });

  it('that lets no alert open the case again keeps it closed', async () => {
    const world = await aWorldOf(stopped, { ...undone, reopen: false });
    await drop(world, event('StopLogging', 0), event('StartLogging', 5));
    await drop(world, event('StopLogging', 9));
    expect(await world.cases()).toMatchObject([{ status: 'closed', count: 2 }]);
  });

  it('in test closes nothing', async () => {
    const world = await aWorldOf(stopped, { ...undone, status: 'test' });
    await drop(world, event('StopLogging', 0), event('StartLogging', 5));
    expect(await world.cases()).toMatchObject([{ status: 'open' }]);
  });
});

describe('a resource that is gone', () => {
  const gone = aCloseRule({ gone: { 'update.deleted': 'true' }, condition: 'gone' }, { reason: 'deleted' });
  const alert: SourceRecord = {
    kind: 'alert',
    alert: anAlert({
      at: minute(0),
      resource: { id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc', type: 'Instance' },
    }),
  };
  const snapshot = (given: Partial<ResourceSnapshot>): SourceRecord => ({
    kind: 'resource',
    snapshot: aSnapshot({
      resource: { id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc', type: 'ec2.instance' },
      ...given,
    }),
  });

  it('closes the cases of products about it', async () => {
    const world = await aWorldOf(gone);
    await drop(world, alert);
    await drop(world, snapshot({ at: minute(3) }));
    expect(await world.cases()).toMatchObject([{ status: 'open' }]);
    await drop(world, snapshot({ at: minute(4), deleted: true, config: {} }));
    expect(await world.cases()).toMatchObject([{ status: 'closed', reason: 'deleted', statusBy: { kind: 'rule' } }]);
  });

  it('closes nothing of another resource, nor what was seen after it', async () => {
    const world = await aWorldOf(gone);
    await drop(world, alert);
    await drop(
      world,
      snapshot({ at: minute(4), deleted: true, config: {}, resource: { id: 'other', type: 'ec2.instance' } }),
    );
    await drop(world, snapshot({ at: '2026-03-01T10:00:00.000Z', deleted: true, config: {} }));
    expect(await world.cases()).toMatchObject([{ status: 'open' }]);
  });
});

describe('a close rule with idle', () => {
  const week = aCloseRule(
    { events: { 'alert.rule_id': 'trail-stopped' }, condition: 'events' },
    { idleMs: 7 * 86_400_000, reason: 'expired' as never },
  );

  it('closes as expired what nobody has touched and nothing has repeated for so long', async () => {
    const world = await aWorldOf(stopped, week);
    await drop(world, event('StopLogging', 0), event('StopLogging', 1, { account: '444455556666' }));
    const other = (await world.cases()).find(({ account }) => account === '444455556666');
    const by = { kind: 'person', id: 'U1', name: 'Aki', via: 'slack' } as const;
    await actOnCase(world.context, { caseId: other?.id ?? '', action: { do: 'acknowledge' }, by, requestId: 'r1' });

    world.clock.now = new Date('2026-03-08T11:59:00.000Z');
    expect(await expireCases(world.context)).toBe(0);
    while (world.clock.now < new Date('2026-03-08T18:00:00.000Z')) {
      world.clock.now = new Date(world.clock.now.getTime() + 15 * 60_000);
      await expireCases(world.context);
    }
    world.clock.now = new Date('2026-03-01T12:00:00.000Z');
    expect(await world.cases()).toMatchObject([{ status: 'acknowledged' }]);
    world.clock.now = new Date('2026-03-08T17:00:00.000Z');
    const closed = await closedSince(world);
    expect(closed).toMatchObject([
      {
        status: 'closed',
        reason: 'expired',
        statusComment: 'Rule started-again (nothing for 7 d)',
        account: '111122223333',
      },
    ]);
  });
});

/** Cases that were changed within the last hours. */
async function closedSince(world: World) {
  const found = [];
  const end = world.clock.now.getTime();
  for (let hours = 0; hours < 8; hours += 1) {
    world.clock.now = new Date(end - hours * 3_600_000);
    found.push(...(await world.cases()));
  }
  return found;
}
