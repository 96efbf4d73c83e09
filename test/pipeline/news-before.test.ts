import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json.ts';
import type { SourceRecord } from '#core/source.ts';
import { keptNews, looksAtNews, newsOfKept } from '#rules/kept-news.ts';
import type { CloseRule } from '#rules/rule.ts';
import { anAlert } from '#test/builders.ts';
import { rulesOf } from '#test/rules/judge-texts.ts';
import { anEvent, aSnapshot } from './a-rule-set.ts';
import { fileOf, openRecords } from './open-records.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const texts = {
  'detect/stopped.yml': `
id: trail-stopped
logsource: {product: aws, service: cloudtrail}
detection: {s: {eventName: StopLogging}, condition: s}
level: high
`,
  'close/undone.yml': `
id: started-again
detection: {s: {alert.rule_id: trail-stopped, update.eventName: StartLogging, update.errorCode: null}, condition: s}
same: [alert.account]
reason: fixed
`,
  'close/gone.yml': `
id: gone
detection: {s: {update.deleted: 'true'}, condition: s}
same: [alert.resource.id]
reason: fixed_or_deleted
`,
};

async function aWorldOf(files: Record<string, string> = texts): Promise<World> {
  const world = await aWorld([createNotebook('slack')], { openFile: openRecords });
  const rules = rulesOf(files);
  world.context.rules = () => rules;
  return world;
}

const minute = (n: number): string => new Date(Date.UTC(2026, 2, 1, 11, n)).toISOString();
const drop = (world: World, ...records: SourceRecord[]) => world.drop(fileOf(records));

function event(eventName: string, at: number, record: JsonObject = {}): SourceRecord {
  return {
    kind: 'event',
    event: anEvent({ id: `${eventName}-${at}`, at: minute(at), record: { eventName, ...record } }),
  };
}

const machine = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc';

function alert(at: number, nativeSeverity = 'medium'): SourceRecord {
  return {
    kind: 'alert',
    alert: anAlert({ at: minute(at), nativeSeverity, resource: { id: machine, type: 'Instance' } }),
  };
}

function gone(at: number): SourceRecord {
  const resource = { id: machine, type: 'ec2.instance' };
  return { kind: 'resource', snapshot: aSnapshot({ at: minute(at), resource, deleted: true, config: {} }) };
}

const statuses = async (world: World) =>
  (await world.cases()).map(({ type, status }) => `${type} ${status}`).toSorted();

describe('news that are read before the alert', () => {
  it('close the case of the rule that they undo, and of the resource that is gone', async () => {
    const world = await aWorldOf();
    await drop(world, event('StartLogging', 5));
    await drop(world, gone(5));
    await drop(world, event('StopLogging', 0), alert(0));
    expect(await world.cases()).toMatchObject([
      { status: 'closed', statusBy: { kind: 'rule' } },
      { status: 'closed', statusBy: { kind: 'rule' } },
    ]);
    await drop(world, event('StopLogging', 9), alert(9));
    expect((await world.cases()).map(({ status, episode }) => [status, episode])).toEqual([
      ['open', 2],
      ['open', 2],
    ]);
  });

  it('close nothing that is seen after them, of another account, or when they have failed', async () => {
    const world = await aWorldOf();
    await drop(world, event('StartLogging', 5, { errorCode: 'AccessDenied' }));
    await drop(world, event('StartLogging', 1));
    await drop(world, event('StopLogging', 3));
    expect(await statuses(world)).toEqual(['trail-stopped open']);
  });

  it('are kept for 30 days', async () => {
    const outcomes = [];
    for (const days of [29, 31]) {
      const world = await aWorldOf();
      await drop(world, event('StartLogging', 5));
      world.clock.now = new Date(world.clock.now.getTime() + days * 86_400_000);
      await drop(world, event('StopLogging', 0));
      outcomes.push(...(await statuses(world)));
    }
    expect(outcomes).toEqual(['trail-stopped closed', 'trail-stopped open']);
  });

  it('come to the same cases in whatever order files are read, and read again', { timeout: 60_000 }, async () => {
    const at = fc.integer({ min: 0, max: 20 });
    const record = fc.oneof(
      at.map((n) => event('StopLogging', n)),
      at.map((n) => event('StartLogging', n)),
      at.map((n) => gone(n)),
      fc.tuple(at, fc.constantFrom('low', 'medium', 'high')).map(([n, level]) => alert(n, level)),
    );
    const outcome = async (files: SourceRecord[][]) => {
      const world = await aWorldOf();
      const keys = [];
      for (const file of files) keys.push(...(await drop(world, ...file)).map(({ key }) => key));
      const once = await statuses(world);
      for (const key of keys) await world.again(key);
      expect(await statuses(world)).toEqual(once);
      return once;
    };
    const timeOf = (one: SourceRecord): string =>
      one.kind === 'event' ? one.event.at : one.kind === 'alert' ? one.alert.at : one.snapshot.at;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(record, { minLength: 2, maxLength: 7, selector: timeOf }), async (records) => {
        const inOrder = records.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
        expect(await outcome(records.map((one) => [one]))).toEqual(await outcome(inOrder.map((one) => [one])));
        expect(await outcome([records])).toEqual(await outcome([inOrder]));
      }),
      { numRuns: 12 },
    );
  });
});

describe('what is kept of news', () => {
  const ruleOf = (detection: string): CloseRule => {
    const [rule] = rulesOf({ 'close/a.yml': `id: a\ndetection: ${detection}\nreason: fixed\n` }).closes;
    if (rule === undefined) throw new Error('no rule');
    return rule;
  };
  const update = { eventName: 'StartLogging', requestParameters: { name: 'main' }, long: 'x'.repeat(1000) };
  const news = {
    id: 'n',
    at: minute(0),
    account: '1',
    update,
    resource: { id: 'r', type: 't' },
    isGone: false,
    what: 'StartLogging',
    fact: (name: string) => (name === 'country' ? 'JP' : undefined),
  };

  it('is what the close rules ask for, and their facts', () => {
    const rule = ruleOf(
      '{s: {update.eventName: a, update.requestParameters.name: b, facts.country: JP, facts.owner: c}, condition: s}',
    );
    const kept = keptNews(news, [rule]);
    expect(kept).toMatchObject({ facts: { country: 'JP' }, what: 'StartLogging' });
    expect(kept.update).toEqual({ eventName: 'StartLogging', requestParameters: { name: 'main' } });
    const again = newsOfKept(kept);
    expect([again.fact?.('country'), again.fact?.('owner')]).toEqual(['JP', undefined]);
  });

  it('is all of the record when words are looked for anywhere in it', () => {
    expect(keptNews(news, [ruleOf('{s: [main], condition: s}')]).update).toEqual(update);
  });

  it('is nothing for a rule that only looks at the case', () => {
    expect(looksAtNews(ruleOf('{s: {alert.type: a}, condition: s}'))).toBe(false);
    expect(looksAtNews(ruleOf('{s: {update.eventName: a}, condition: s}'))).toBe(true);
    expect(looksAtNews(ruleOf('{s: [main], condition: s}'))).toBe(true);
  });
});
