import { describe, expect, it } from 'vitest';
import { DestinationGone, TemporaryFailure, UnreadablePayload } from '#core/errors.ts';
import type { Log } from '#core/log.ts';
import { createTellingLog } from '#pipeline/tell-errors.ts';
import { hourMs, opsCases, pass } from './ops-cases.ts';
import { aWorld } from './world.ts';

/** A log that remembers its errors. */
function aNotingLog(): { log: Log; errors: string[] } {
  const errors: string[] = [];
  const error = (_facts: object, message: string): void => void errors.push(message);
  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error, child: () => log };
  return { log, errors };
}

describe('an unexpected error', () => {
  it('that is logged is told once a cause, whatever its message holds', async () => {
    const world = await aWorld([]);
    const telling = createTellingLog(world.context);
    for (const id of ['a', 'b', 'c']) telling.log.error({ err: new TypeError(`no ${id}`) }, 'job failed');
    telling.log.child({ source: 'scc' }).error({ err: new RangeError('deep') }, 'job failed');
    await telling.settled();
    const cases = await opsCases(world, 'error');
    expect(cases.map(({ count }) => count)).toEqual([1, 1]);
    expect(cases.map(({ resource }) => resource.id.replace(/ in src.*/, '')).toSorted()).toEqual([
      'job failed: RangeError',
      'job failed: TypeError',
    ]);
    pass(world, hourMs);
    telling.log.error({ err: new TypeError('no d') }, 'job failed');
    await telling.settled();
    expect(new Set((await opsCases(world, 'error')).map(({ count }) => count))).toEqual(new Set([1, 2]));
  });

  it('is none when it is of a known kind, a warning, or no error at all', async () => {
    const world = await aWorld([]);
    const { log, settled } = createTellingLog(world.context);
    const known = [new TemporaryFailure('later'), new DestinationGone('gone'), new UnreadablePayload('broken')];
    for (const err of known) log.error({ err }, 'failed');
    log.warn({ err: new Error('a bug') }, 'failed');
    log.error({ trouble: 'gap' }, 'ops alert');
    await settled();
    expect(await opsCases(world, 'error')).toEqual([]);
  });

  it('while telling goes to the log alone, once, and what calls nobody logs on', async () => {
    const { log, errors } = aNotingLog();
    const world = await aWorld([], { log });
    const broken = { ...world.context.table, get: () => Promise.reject(new Error('no table')) };
    const telling = createTellingLog({ ...world.context, table: broken });
    telling.log.error({ err: new Error('a bug') }, 'queue cannot be read');
    telling.log.error({ err: new Error('a bug') }, 'queue cannot be read');
    await telling.settled();
    const cannot = 'an unexpected error could not be told';
    expect(errors).toEqual(['queue cannot be read', 'ops alert', 'queue cannot be read', cannot]);
  });
});
