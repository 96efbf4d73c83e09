import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import type { MirrorRef, StormPlace, StormView } from '#core/mirror.ts';
import type { Storm } from '#core/storm.ts';
import { noon } from '#test/builders.ts';
import type { MirrorFault } from './mirror.ts';

export interface OpenStormPlace {
  place: StormPlace;
  to: string;
  /** The texts of the things there that stand for a storm, oldest first. */
  shown(): string[];
  /** A person removes what stands for it. */
  removeLast(): void;
  fail(fault: Extract<MirrorFault, 'lostAnswer' | 'down' | 'limited' | 'gone'>): void;
  /** Requests that changed something so far. */
  writes(): number;
  close(): Promise<void>;
}

export function aStorm(given: Partial<Storm> = {}): Storm {
  return {
    id: '0123456789ab',
    destination: { mirror: 'slack', to: 'C0SECURITY' },
    since: noon,
    lastAt: '2026-03-01T12:00:40.000Z',
    counts: { medium: 12, low: 25 },
    isOver: false,
    ...given,
  };
}

/** What every StormPlace promises (`src/core/mirror.ts`). */
export function describeStormPlace(name: string, open: () => Promise<OpenStormPlace>): void {
  describe(`${name} as a StormPlace`, () => {
    let opened: OpenStormPlace;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const viewOf = (storm: Storm): StormView => ({ storm, now: noon });
    const show = (storm: Storm, ref?: MirrorRef) => opened.place.show(viewOf(storm), opened.to, ref);
    const find = (storm: Storm) =>
      opened.place.findLost(viewOf(storm), opened.to, new Date(Date.now() - 5_000).toISOString());

    test('a storm is one thing from its beginning to its end, and a look that finds nothing new changes nothing', async () => {
      const ref = await show(aStorm());
      expect(opened.shown()).toEqual([expect.stringContaining('37')]);
      const before = opened.writes();
      expect(await show(aStorm(), ref)).toEqual(ref);
      expect(opened.writes()).toBe(before);
      const grown = await show(aStorm({ counts: { medium: 12, low: 30 } }), ref);
      expect(opened.shown()).toEqual([expect.stringContaining('42')]);
      await show(aStorm({ counts: { medium: 12, low: 30 }, isOver: true }), grown);
      expect(opened.shown()).toHaveLength(1);
    });

    test('what was made by an attempt whose answer was lost is found, and nothing of another storm', async () => {
      opened.fail('lostAnswer');
      await expect(show(aStorm())).rejects.toThrow(TemporaryFailure);
      const found = await find(aStorm());
      expect(found).toMatchObject({ id: expect.stringMatching(/./) });
      expect(await find(aStorm({ id: 'ba9876543210' }))).toBeUndefined();
      await show(aStorm(), found);
      expect(opened.shown()).toHaveLength(1);
    });

    test('nothing is found where nothing was made', async () => {
      expect(await find(aStorm())).toBeUndefined();
    });

    test('what a person removed is made anew', async () => {
      const ref = await show(aStorm());
      opened.removeLast();
      const fresh = await show(aStorm({ counts: { low: 50 } }), ref);
      expect(fresh.id).not.toBe(ref.id);
      expect(opened.shown()).toEqual([expect.stringContaining('50')]);
    });

    test('failures are told apart: tried again, a limit obeyed, a person called', async () => {
      const failed = async (fault: Parameters<typeof opened.fail>[0]): Promise<unknown> => {
        opened.fail(fault);
        return show(aStorm()).catch((error: unknown) => error);
      };
      expect(await failed('down')).toBeInstanceOf(TemporaryFailure);
      expect(await failed('limited')).toMatchObject({ name: 'TemporaryFailure', retryAfterMs: 7_000 });
      expect(await failed('gone')).toBeInstanceOf(DestinationGone);
    });
  });
}
