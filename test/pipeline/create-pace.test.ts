import { Octokit } from '@octokit/rest';
import { describe, expect, it } from 'vitest';
import { createGithubMirror } from '#mirrors/github/github-mirror.ts';
import { createPace } from '#pipeline/create-pace.ts';
import { silentLog } from '#test/silent-log.ts';

describe('createPace', () => {
  /** When looks begin that are due at once and last `lasts` ms each, in ms. */
  function beginnings(limits: Parameters<typeof createPace>[0], lasts: number[]): number[] {
    const pace = createPace(limits);
    let now = 0;
    return lasts.map((ms) => {
      now += pace.wait(now);
      const begun = now;
      pace.begin(now);
      now += ms;
      pace.end(now);
      return begun;
    });
  }

  it('lets a burst go at once and then one at a time', () => {
    expect(beginnings([{ burst: 2, everyMs: 1000 }], [0, 0, 0, 0])).toEqual([0, 0, 1000, 2000]);
  });

  it('asking how long to wait takes nothing', () => {
    const pace = createPace([{ burst: 1, everyMs: 1000 }]);
    expect([pace.wait(0), pace.wait(0)]).toEqual([0, 0]);
    pace.begin(0);
    expect([pace.wait(200), pace.wait(400), pace.wait(1000)]).toEqual([800, 600, 0]);
  });

  it('keeps all of several limits: what GitHub takes in any minute and in any hour', () => {
    const begun = beginnings(createGithubLimits(), Array<number>(1200).fill(0));
    const most = (lengthMs: number) =>
      Math.max(...begun.map((from) => begun.filter((at) => at >= from && at < from + lengthMs).length));
    expect(most(60_000)).toBeLessThanOrEqual(80);
    expect(most(3_600_000)).toBeLessThanOrEqual(500);
    expect(begun[99]).toBeLessThan(90_000);
  });

  it('lets what a person waits for begin before its turn, so often, and the rest wait for it', () => {
    const pace = createPace([{ burst: 1, everyMs: 1000, overdraft: 2 }]);
    const waits = (isClick: boolean) => pace.wait(0, { isClick });
    pace.begin(0);
    expect([waits(false), waits(true)]).toEqual([1000, 0]);
    pace.begin(0);
    expect([waits(false), waits(true)]).toEqual([2000, 0]);
    pace.begin(0);
    expect([waits(false), waits(true)]).toEqual([3000, 1000]);
    expect(pace.wait(1000, { isClick: true })).toBe(0);
  });

  it('keeps its distance from the end of a look where its call may have arrived that late', () => {
    const lasts = [10, 310, 10, 10];
    expect(beginnings([{ burst: 1, everyMs: 1000 }], lasts)).toEqual([0, 1000, 2000, 3000]);
    expect(beginnings([{ burst: 1, everyMs: 1000, isFromEnd: true }], lasts)).toEqual([0, 1010, 2320, 3330]);
  });
});

function createGithubLimits() {
  return createGithubMirror({ octokit: new Octokit(), locale: 'en', log: silentLog() }).pace;
}
