import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { caseIdOf, fingerprintOf } from '#core/fingerprint.ts';
import { everyItem } from '#core/table.ts';
import { accountFiles, addsUp, type Account } from '#pipeline/account-files.ts';
import { bodyOf, caseKey } from '#pipeline/case-items.ts';
import { chooseFiles } from '#pipeline/choose-files.ts';
import { discardDead } from '#pipeline/discard-dead.ts';
import { findGaps } from '#pipeline/find-gaps.ts';
import { withEntries } from '#pipeline/ledger.ts';
import { listDead } from '#pipeline/list-dead.ts';
import { replay } from '#pipeline/replay.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { anAlert } from '#test/builders.ts';
import { aRecordLine } from './a-record-line.ts';
import { drain, drainToTheEnd } from './drain.ts';
import { aWorld, type World } from './world.ts';

const start = '2026-03-01T12:00:00.000Z';
/** Any file that holds this text makes the reader fail for ever. */
const poison = 'poisoned';

const record = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), bad: fc.boolean() });
const file = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('records' as const), records: fc.array(record, { maxLength: 4 }) }),
  },
  fc.record({ kind: fc.constantFrom('half', 'broken gzip', 'unknown', 'poison') }),
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('save' as const), file, isLost: fc.boolean() }) },
  fc.record({ do: fc.constantFrom('drain', 'replay', 'find gaps', 'redrive', 'discard') }),
  fc.record({ do: fc.constant('crash' as const), afterWrites: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type File = typeof file extends fc.Arbitrary<infer T> ? T : never;

function contentOf(given: File): string | Uint8Array {
  if ('records' in given)
    return (
      given.records.map(({ id, bad }) => (bad ? `{"irene":1,"bad":"${id}"}` : aRecordLine({ id }))).join('\n') || '[]'
    );
  if (given.kind === 'half') return aRecordLine().slice(0, 60);
  if (given.kind === 'broken gzip') return gzipSync(aRecordLine()).subarray(0, 40);
  return given.kind === 'unknown' ? '{"hello":"world"}' : aRecordLine({ title: poison });
}

/** A world whose reader fails over poison. */
async function aWorldWithPoison(): Promise<World> {
  const world = await aWorld([]);
  const { openFile } = world.context;
  world.context.openFile = async (bytes, source, about) => {
    const whole = await Array.fromAsync(bytes);
    if (Buffer.concat(whole).includes(poison)) throw new Error('the reader has a bug');
    return openFile(asStream(whole), source, about);
  };
  return world;
}

async function* asStream(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function passMinutes(world: World, minutes: number): void {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
}

async function take(world: World, given: Step, received: Map<string, File>): Promise<void> {
  const { context } = world;
  const { queue } = context;
  if (given.do === 'save' && 'file' in given) {
    const path = join(world.home, 'one');
    await writeFile(path, contentOf(given.file));
    const lossy = given.isLost ? { ...queue, send: async () => undefined } : queue;
    const key = await saveFile({ ...context, queue: lossy }, { path, name: 'one', source: 'auto' });
    received.set(key, given.file);
  }
  if ('minutes' in given) passMinutes(world, given.minutes);
  if ('afterWrites' in given) await crash(world, given.afterWrites);
  if (given.do === 'drain') await drain(context);
  if (given.do === 'replay') await replay(context, (await chooseFiles(context, {})).files);
  if (given.do === 'find gaps') await findGaps(context);
  if (given.do === 'redrive') await queue.redrive('all');
  if (given.do === 'discard') {
    const letters = await Array.fromAsync(listDead(context));
    await discardDead(context, letters, { by: 'somebody', why: 'not worth it' });
  }
}

/** A process that dies at one of its writes; what it had received comes again. */
async function crash(world: World, afterWrites: number): Promise<void> {
  const { table } = world.context;
  let left = afterWrites;
  const write: typeof table.write = async (batch) => {
    if (left === 0) throw new Error('killed');
    left -= 1;
    return table.write(batch);
  };
  await drain({ ...world.context, table: { ...table, write } });
}

describe('the account of the files', () => {
  it('adds up at any moment, and at the end nothing is on its way, whatever was good, bad, repeated, lost, crashed or replayed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const world = await aWorldWithPoison();
        const received = new Map<string, File>();
        for (const given of steps) {
          await take(world, given, received);
          await checkNow(world, received.size);
        }
        // Twice: what was young at the first look is not at the second.
        for (let look = 0; look < 2; look += 1) {
          await drainToTheEnd(world.context, world.clock);
          await findGaps(world.context);
        }
        await drainToTheEnd(world.context, world.clock);
        await checkTheEnd(world, received);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

function filesOf(account: Account): number {
  const { handled, unreadable, unknown, discarded, dead, waiting } = account;
  return handled + unreadable + unknown + discarded + dead + waiting;
}

async function checkNow(world: World, received: number): Promise<Account> {
  const account = await accountFiles(world.context, start);
  expect(account).toMatchObject({ received, miscounted: [], gone: [] });
  expect(filesOf(account) + account.missing.length).toBe(received);
  expect(account.recorded + account.known + account.rejected).toBe(account.records);
  expect(addsUp(account)).toBe(account.missing.length === 0);
  return account;
}

async function checkTheEnd(world: World, received: Map<string, File>): Promise<void> {
  const account = await checkNow(world, received.size);
  expect(account).toMatchObject({ waiting: 0, missing: [] });
  const entries = await Array.fromAsync(
    withEntries(
      world.context.table,
      [...received.keys()].map((key) => ({ key })),
    ),
  );
  const handled = entries.filter(({ entry }) => entry?.state === 'handled').map(({ file }) => file.key);
  const sure = idsIn(handled.flatMap((key) => received.get(key) ?? []));
  const count = await countedOccurrences(world);
  expect(count).toBeGreaterThanOrEqual(sure.size);
  expect(count).toBeLessThanOrEqual(idsIn([...received.values()]).size);
  expect(account.recorded).toBeLessThanOrEqual(count);
}

function idsIn(files: File[]): Set<string> {
  const records = files.flatMap((given) => ('records' in given ? given.records : []));
  return new Set(records.filter(({ bad }) => !bad).map(({ id }) => id));
}

async function countedOccurrences({ context }: World): Promise<number> {
  const [alert] = await Array.fromAsync(readAlerts(context));
  const id = caseIdOf(fingerprintOf(alert ?? anAlert()));
  const [item] = await context.table.get([caseKey(id)]);
  const occurrences = await Array.fromAsync(
    everyItem(context.table, { pk: caseKey(id).pk, from: 'occ#', to: 'occ#~' }),
  );
  const count = item === undefined ? 0 : bodyOf<Case>(item).count;
  expect(count).toBe(occurrences.length);
  return count;
}

/** What the reader makes of a good line. */
async function* readAlerts({ openFile }: World['context']): AsyncGenerator<Alert> {
  const bytes = asStream([Buffer.from(aRecordLine())]);
  const { reads } = await openFile(bytes, 'auto', { key: 'files/auto/one', receivedAt: start });
  for await (const read of reads) if ('record' in read && read.record.kind === 'alert') yield read.record.alert;
}
