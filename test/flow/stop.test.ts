import { describe, expect, it } from 'vitest';
import { findDynoxide } from '#sandbox/aws/start-dynoxide.ts';
import type { Town } from '#sandbox/start-town.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTown, aTownOnAws } from './a-town.ts';

const said = (town: Town, msg: string) => town.irene.log.find((line) => line.msg === msg);
const posts = (town: Town) => town.slack.calls.filter(({ method }) => method === 'chat.postMessage');

// 0 means that she has stopped by herself: what cannot be stopped in time ends with 1 before 10 s have passed.
describe('asked to stop', { timeout: 300_000 }, () => {
  it('with nothing to do, she leaves Slack and stops', async () => {
    const town = await aTown();
    expect(await town.irene.kill('SIGTERM')).toBe(0);
    expect(said(town, 'stopped')).toBeDefined();
    expect(town.slack.openSockets()).toBe(0);
  });

  it('in the middle of a big file, she gives it back, and the next one goes on with it', async () => {
    const town = await aTown();
    const records = Array.from({ length: 10_000 }, (_, n) =>
      aFindingText({
        id: `n-${n}`,
        severity: n === 0 ? 'low' : 'none',
        resource: { id: `bucket-${n}`, type: 'Bucket' },
      }),
    );
    await town.drop('big.jsonl', records.join('\n'));
    await until('the first card', () => posts(town)[0]);
    expect(await town.irene.kill('SIGTERM')).toBe(0);
    expect(said(town, 'message given back, irene is stopping')).toBeDefined();
    expect(said(town, 'file read')).toBeUndefined();
    town.irene = await town.startAnother();
    const read = await until('the whole file', () => said(town, 'file read'), 200_000);
    expect(read).toMatchObject({ records: 10_000, alerts: 10_000, rejected: 0 });
    expect(Number(read['known'])).toBeGreaterThan(0);
  });

  it('while a service does not answer, she stops without it', async () => {
    const town = await aTown();
    town.slack.failNext('chat.postMessage', { delayMs: 600_000 }, 10);
    await town.drop('leak.json', aFindingText());
    await until('the call that hangs', () => posts(town)[0]);
    expect(await town.irene.kill('SIGTERM')).toBe(0);
    expect(said(town, 'something hangs, stopping without it')).toBeDefined();
  });

  it('twice, she ends at once, whatever hangs', async () => {
    const town = await aTown();
    town.slack.failNext('chat.postMessage', { delayMs: 600_000 }, 10);
    await town.drop('leak.json', aFindingText());
    await until('the call that hangs', () => posts(town)[0]);
    const ended = town.irene.kill('SIGTERM');
    await until('the first to be heard', () => said(town, 'stopping'));
    town.irene.process.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(said(town, 'stopped')).toBeUndefined();
  });

  it('while a lane rests after failures, she does not wait for it', async () => {
    const town = await aTown();
    town.slack.failNext('chat.postMessage', { status: 429, retryAfter: 60 }, 10);
    await town.drop('leak.json', aFindingText());
    await until('the failure', () => said(town, 'mirror failed for now'));
    expect(await town.irene.kill('SIGTERM')).toBe(0);
    expect(said(town, 'something hangs, stopping without it')).toBeUndefined();
  });

  it.skipIf(findDynoxide() === undefined)('on a shared store, she leaves her lanes to the others at once', async () => {
    const town = await aTownOnAws();
    const other = await town.startAnother({ IRENE_HOME: `${town.home}/other` });
    town.slack.failNext('chat.postMessage', { status: 429, retryAfter: 5 }, 2);
    await town.drop('leak.json', aFindingText());
    const hasFailed = ({ log }: Town['irene']) => log.some((line) => line.msg === 'mirror failed for now');
    await until('the failure', () => [town.irene, other].some(hasFailed), 30_000);
    const [holder, heir] = hasFailed(other) ? [other, town.irene] : [town.irene, other];
    const startedAt = Date.now();
    expect(await holder.kill('SIGTERM')).toBe(0);
    await until('both cards', () => town.cards('C0WEB').length + town.cards('C0SECURITY').length === 2, 60_000);
    // Else the lanes would rest until the leases have run out.
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    expect(await heir.kill('SIGTERM')).toBe(0);
  });
});
