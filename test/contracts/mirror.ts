import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import type { Mirror, MirrorRef } from '#core/mirror.ts';
import type { Route } from '#core/route.ts';
import { aStory, type Story } from '#test/mirrors/a-story.ts';

/** What goes wrong with the next request that makes something; `limited` asks for 7 s. */
export type MirrorFault = 'lostAnswer' | 'cutOff' | 'halfAnswer' | 'down' | 'limited' | 'gone';

export interface OpenMirror {
  mirror: Mirror;
  /** A destination, and a route that wants a case shown there. */
  to: string;
  route: Route;
  /** How many things show the case there: those that ask for work, and those that say it is over. */
  shown(caseId: string): { open: number; over: number };
  fail(fault: MirrorFault): void;
  /** Requests that changed something so far. */
  writes(): number;
  /** May stand in no message. */
  secret: string;
  close(): Promise<void>;
}

/** What every Mirror promises (`src/core/mirror.ts`). */
export function describeMirror(name: string, open: () => Promise<OpenMirror>): void {
  describe(`${name} as a Mirror`, () => {
    let opened: OpenMirror;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    describeShowing(() => opened);
    describeCrashes(() => opened);
    describeFailures(() => opened);
  });
}

function look({ mirror, to, route }: OpenMirror, story: Story, ref: MirrorRef | undefined): Promise<MirrorRef> {
  return mirror.reflect(story.view(ref, { route }), to, ref);
}

/** What the verb does after an attempt that did not end. */
async function lookAfterCrash(opened: OpenMirror, story: Story, ref: MirrorRef | undefined): Promise<MirrorRef> {
  const { mirror, to, route } = opened;
  const since = new Date(Date.now() - 5_000).toISOString();
  const found = await mirror.findLost(story.view(ref, { route }), to, { ref, since });
  return look(opened, story, found ?? ref);
}

function describeShowing(opened: () => OpenMirror): void {
  test('a route that wants it gets its destination, any other none', () => {
    const { mirror, route, to } = opened();
    expect(mirror.destinations(route)).toEqual([to]);
    expect(mirror.destinations({ channels: [] })).toEqual([]);
  });

  test('a case is shown once, and a second look that finds nothing new changes nothing', async () => {
    const story = aStory();
    const ref = await look(opened(), story, undefined);
    expect(ref).toMatchObject({ id: expect.stringMatching(/./), shownSeq: 1 });
    const before = opened().writes();
    expect(await look(opened(), story, ref)).toEqual(ref);
    expect(opened().writes()).toBe(before);
    expect(opened().shown(story.case().id)).toEqual({ open: 1, over: 0 });
  });

  test('it follows the case to its end and back', async () => {
    const story = aStory();
    let ref = await look(opened(), story, undefined);
    story.act({ do: 'acknowledge' });
    ref = await look(opened(), story, ref);
    story.act({ do: 'close', reason: 'fixed', why: 'patched' });
    ref = await look(opened(), story, ref);
    expect(opened().shown(story.case().id)).toEqual({ open: 0, over: 1 });
    story.act({ do: 'reopen' });
    ref = await look(opened(), story, ref);
    expect(opened().shown(story.case().id).open).toBe(1);
    expect(ref.shownSeq).toBe(4);
  });

  test('it catches up when it sees only the end of the story', async () => {
    const story = aStory();
    const ref = await look(opened(), story, undefined);
    story.act({ do: 'acknowledge' });
    story.act({ do: 'close', reason: 'expected' });
    story.again('critical');
    const after = await look(opened(), story, ref);
    expect(opened().shown(story.case().id).open).toBe(1);
    expect(after.shownSeq).toBe(4);
  });
}

function describeCrashes(opened: () => OpenMirror): void {
  test.each(['lostAnswer', 'cutOff', 'halfAnswer'] as const)(
    'after %s it finds what it made and makes no second',
    async (fault) => {
      const story = aStory();
      opened().fail(fault);
      // An answer cut in half still says whether it worked, where the status alone says it.
      await look(opened(), story, undefined).catch((error: unknown) => expect(error).toBeInstanceOf(TemporaryFailure));
      const ref = await lookAfterCrash(opened(), story, undefined);
      expect(ref.shownSeq).toBe(1);
      expect(opened().shown(story.case().id)).toEqual({ open: 1, over: 0 });
    },
  );

  test('a crash before the ref is kept makes no second', async () => {
    const story = aStory();
    await look(opened(), story, undefined);
    await lookAfterCrash(opened(), story, undefined);
    expect(opened().shown(story.case().id)).toEqual({ open: 1, over: 0 });
  });

  test('a case that was closed after the crash leaves nothing open', async () => {
    const story = aStory();
    opened().fail('lostAnswer');
    await expect(look(opened(), story, undefined)).rejects.toThrow(TemporaryFailure);
    story.act({ do: 'close', reason: 'fixed' });
    await lookAfterCrash(opened(), story, undefined);
    expect(opened().shown(story.case().id)).toEqual({ open: 0, over: 1 });
  });

  test('a crash in a later look doubles nothing', async () => {
    const story = aStory();
    const ref = await look(opened(), story, undefined);
    story.act({ do: 'close', reason: 'fixed' });
    await look(opened(), story, ref);
    const after = await lookAfterCrash(opened(), story, ref);
    expect(after.shownSeq).toBe(2);
    expect(opened().shown(story.case().id)).toEqual({ open: 0, over: 1 });
  });
}

function describeFailures(opened: () => OpenMirror): void {
  async function failed(fault: MirrorFault): Promise<Error> {
    opened().fail(fault);
    const error = await look(opened(), aStory(), undefined).then(
      () => new Error('nothing failed'),
      (thrown: Error) => thrown,
    );
    expect(error.message).not.toContain(opened().secret);
    return error;
  }

  test('a service that is down is tried again', async () => {
    expect(await failed('down')).toBeInstanceOf(TemporaryFailure);
  });

  test('a limit is obeyed', async () => {
    const error = await failed('limited');
    expect(error).toBeInstanceOf(TemporaryFailure);
    expect(error).toMatchObject({ retryAfterMs: 7_000 });
  });

  test('a place that is gone is told to a person', async () => {
    expect(await failed('gone')).toBeInstanceOf(DestinationGone);
  });
}
