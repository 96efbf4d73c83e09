import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '#core/audit-event.ts';
import { evictWindows } from '#pipeline/evict-windows.ts';
import type { SourceRecord } from '#core/source.ts';
import { everyItem } from '#core/table.ts';
import { seenPk } from '#pipeline/seen-items.ts';
import { eventPrefilter } from '#rules/event-prefilter.ts';
import { anAlert } from '#test/builders.ts';
import { rulesOf } from '#test/rules/judge-texts.ts';
import { anEvent } from './a-rule-set.ts';
import { fileOf, openRecords } from './open-records.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const signIn = `
id: new-place
title: Sign-in from a new place
logsource: {product: aws, service: cloudtrail}
detection: {s: {eventName: ConsoleLogin, facts.first_seen.sourceIPAddress: 'true'}, condition: s}
level: high
key: [userIdentity.arn]
`;
const raise = `
id: raise-new
detection: {s: {facts.first_seen.sourceIPAddress: 'true'}, condition: s}
raise: 1
`;
const lower = `
id: lower-known
detection: {s: {facts.first_seen.sourceIPAddress: 'false'}, condition: s}
lower: 1
`;

async function aWorldOf(texts: Record<string, string>): Promise<World> {
  const world = await aWorld([createNotebook('slack')], { openFile: openRecords });
  const rules = rulesOf(texts);
  world.context.rules = () => rules;
  return world;
}

const minute = (n: number): string => new Date(Date.UTC(2026, 2, 1, 11, n)).toISOString();

function seen(at: number, ip: string, given: Partial<AuditEvent> & { name?: string; who?: string } = {}): SourceRecord {
  const { name = 'ConsoleLogin', who = 'aki', ...rest } = given;
  const record = { eventName: name, sourceIPAddress: ip, userIdentity: { arn: `arn:${who}` } };
  return { kind: 'event', event: anEvent({ id: `${name}-${who}-${at}`, at: minute(at), record, ...rest }) };
}

const drop = (world: World, ...records: SourceRecord[]) => world.drop(fileOf(records));
const told = async (world: World) =>
  (await world.cases()).map(({ status, count, lastSeenAt }) => ({ status, count, lastSeenAt }));

async function kept(world: World): Promise<number> {
  const pk = seenPk('sourceIPAddress');
  return (await Array.fromAsync(everyItem(world.context.table, { pk, index: 'due' }))).length;
}

describe('a detection that asks whether a value is new', () => {
  it('matches the first record with it in the account, whatever other records there were, and not the next', async () => {
    const world = await aWorldOf({ 'detect/a.yml': signIn });
    await drop(world, seen(0, '1', { name: 'ListBuckets' }), seen(1, '1'), seen(2, '2'), seen(3, '2', { who: 'ben' }));
    await drop(world, seen(4, '2'), seen(5, '1', { account: '444455556666', who: 'cy' }));
    const cases = await world.cases();
    expect(cases.map((c) => `${c.account} ${c.firstSeenAt} ${c.count}`).toSorted()).toEqual([
      `111122223333 ${minute(2)} 1`,
      `444455556666 ${minute(5)} 1`,
    ]);
  });

  it('takes its alert back when an earlier record with the value comes later, once', async () => {
    const world = await aWorldOf({ 'detect/a.yml': signIn });
    const [entry] = await drop(world, seen(9, '1'));
    expect(await told(world)).toMatchObject([{ status: 'open', count: 1 }]);
    await drop(world, seen(5, '1', { name: 'ListBuckets' }));
    expect(await told(world)).toMatchObject([{ status: 'closed' }]);
    await world.again(entry?.key ?? '');
    await drop(world, seen(4, '1', { name: 'ListBuckets' }));
    expect(await told(world)).toMatchObject([{ status: 'closed' }]);
  });

  it('knows nothing where the record lacks the field or comes from the future, and then matches nothing', async () => {
    const world = await aWorldOf({ 'detect/a.yml': signIn });
    const without: SourceRecord = { kind: 'event', event: anEvent({ record: { eventName: 'ConsoleLogin' } }) };
    await drop(world, without, seen(200, '1'));
    expect(await world.cases()).toEqual([]);
    expect(await kept(world)).toBe(0);
  });

  it('makes the same cases in whatever order files come, and when they are read again', {
    timeout: 60_000,
  }, async () => {
    const events = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 50 }),
        ip: fc.constantFrom('1', '2'),
        name: fc.constantFrom('ConsoleLogin', 'ListBuckets'),
        who: fc.constantFrom('aki', 'ben'),
      }),
      { minLength: 2, maxLength: 8 },
    );
    const outcome = async (files: SourceRecord[][]) => {
      const world = await aWorldOf({ 'detect/a.yml': signIn });
      const entries = [];
      for (const file of files) entries.push(...(await drop(world, ...file)));
      const read = async () =>
        (await world.cases())
          .filter(({ status }) => status === 'open')
          .map(({ fingerprint, count, firstSeenAt, lastSeenAt }) =>
            [fingerprint, count, firstSeenAt, lastSeenAt].join(' '),
          )
          .toSorted();
      const before = await read();
      for (const { key } of entries) await world.again(key);
      expect(await read()).toEqual(before);
      return before;
    };
    await fc.assert(
      fc.asyncProperty(events, fc.infiniteStream(fc.nat()), async (some, order) => {
        const records = some.map(({ at, ip, name, who }) => seen(at, ip, { name, who }));
        const shuffled = records
          .map((record) => [order.next().value ?? 0, record] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, record]) => [record]);
        const inOrder = records.toSorted((a, b) =>
          a.kind === 'event' && b.kind === 'event' && a.event.at < b.event.at ? -1 : 1,
        );
        expect(await outcome(shuffled)).toEqual(await outcome([inOrder]));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a severity rule that asks whether a value is new', () => {
  const alert = (at: number, ip: string | undefined, id = 'a'): SourceRecord => ({
    kind: 'alert',
    alert: anAlert({ id, type: id, at: minute(at), nativeSeverity: 'medium' }),
    ...(ip === undefined ? {} : { update: { sourceIPAddress: ip } }),
  });
  const severities = async (world: World) =>
    Object.fromEntries((await world.cases()).map(({ type, severity }) => [type, severity]));

  it('raises for a new one, lowers for a known one, and leaves alone what it does not know', async () => {
    const world = await aWorldOf({ 'severity/a.yml': raise, 'severity/b.yml': lower });
    await drop(world, alert(0, '1', 'new'), alert(1, '1', 'known'), alert(2, undefined, 'unknown'));
    const all = { new: 'high', known: 'low', unknown: 'medium' };
    expect(await severities(world)).toEqual(all);
    await drop(world, alert(2, undefined, 'unknown'), alert(1, '1', 'known'), alert(0, '1', 'new'));
    expect(await severities(world)).toEqual(all);
  });

  it('knows of a value by the events that had it', async () => {
    const world = await aWorldOf({
      'severity/a.yml': raise,
      'detect/a.yml': signIn.replace(", facts.first_seen.sourceIPAddress: 'true'", ''),
    });
    await drop(world, seen(0, '1', { name: 'ListBuckets' }), seen(1, '1'), seen(2, '2', { who: 'ben' }));
    const rated = (await world.cases()).map((c) => `${c.firstSeenAt} ${c.severity}`).toSorted();
    expect(rated).toEqual([`${minute(1)} high`, `${minute(2)} critical`]);
  });
});

describe('what is kept of values', () => {
  it('is nothing when no rule asks', async () => {
    const world = await aWorldOf({ 'detect/a.yml': signIn.replace(", facts.first_seen.sourceIPAddress: 'true'", '') });
    await drop(world, seen(0, '1'));
    expect(await kept(world)).toBe(0);
  });

  it('are the newest ones when there are too many', async () => {
    const world = await aWorldOf({ 'detect/a.yml': signIn });
    const rules = world.context.rules();
    for (let n = 0; n < 5; n += 1) {
      world.clock.now = new Date(world.clock.now.getTime() + 1000);
      await drop(world, seen(n, `ip-${n}`));
    }
    expect(await kept(world)).toBe(5);
    expect(await evictWindows(world.context, rules, 2)).toBe(3);
    expect(await kept(world)).toBe(2);
    expect(await evictWindows(world.context, rules, 2)).toBe(0);
  });

  it('is read from every record that has the field, however few of them a rule wants else', () => {
    const keep = eventPrefilter(rulesOf({ 'detect/a.yml': signIn }));
    const texts = ['"sourceIPAddress":"1"', '"sourceIPAddress":null', '"eventName":"ListBuckets"'].map(
      (field) => `{${field}}`,
    );
    expect(texts.map((text) => keep?.(text)(0, text.length))).toEqual([true, false, false]);
  });
});
