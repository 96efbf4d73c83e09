import { describe, expect, it } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { workLanes } from '#pipeline/work-lanes.ts';
import { anAlert } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aWorld, createNotebook, type NotebookMirror } from './world.ts';

const running = new AbortController().signal;

/** The types of the cases in the order in which the mirror was asked to look at them. */
function watched(mirror: NotebookMirror): NotebookMirror & { looks: string[] } {
  const looks: string[] = [];
  return {
    ...mirror,
    looks,
    reflect: (view, to, ref) => {
      looks.push(view.case.type);
      return mirror.reflect(view, to, ref);
    },
  };
}

async function aWaitingWorld() {
  const mirror = watched(createNotebook('slack'));
  const { context } = await aWorld([mirror], { now: () => new Date() });
  for (const [type, nativeSeverity] of [
    ['low', '1'],
    ['critical', '9.5'],
    ['medium', '5'],
  ] as const)
    await handleAlert(context, anAlert({ type, nativeSeverity }));
  return { mirror, context };
}

describe('a lane that is limited', () => {
  it('rests as long as it was asked to and goes on with the case that was refused', async () => {
    const { mirror, context } = await aWaitingWorld();
    mirror.faults.push({ when: 'before', error: new TemporaryFailure('limited', { retryAfterMs: 1_500 }) });
    const begun = performance.now();
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(mirror.looks).toEqual(['critical', 'critical', 'medium', 'low']);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1_500);
  });

  it('keeps its order through a short outage too', async () => {
    const { mirror, context } = await aWaitingWorld();
    mirror.faults.push({ when: 'before', error: new TemporaryFailure('down') });
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(mirror.looks).toEqual(['critical', 'critical', 'medium', 'low']);
  });

  it('holds up no other lane of the same mirror', async () => {
    const mirror = createNotebook('slack', (route) => route.channels);
    const refused: NotebookMirror = {
      ...mirror,
      reflect: async (view, to, ref) => {
        if (to === 'C0WEB') throw new TemporaryFailure('limited', { retryAfterMs: 600_000 });
        return mirror.reflect(view, to, ref);
      },
    };
    const { context } = await aWorld([refused]);
    const stop = new AbortController();
    const work = workLanes(context, stop.signal);
    for (const type of ['a', 'b', 'c']) await handleAlert(context, anAlert({ type, nativeSeverity: '8' }));
    await until('all cases in the other channel', () => mirror.pages.size === 3);
    stop.abort();
    await work;
    expect([...mirror.pages.keys()].every((key) => key.startsWith('C0SECURITY '))).toBe(true);
  });
});

describe('a case that fails again and again', () => {
  it('lets the others pass in the end', async () => {
    const { mirror, context } = await aWaitingWorld();
    const stop = new AbortController();
    const poisoned: NotebookMirror = {
      ...mirror,
      reflect: async (view, to, ref) => {
        if (view.case.type === 'critical') throw new TemporaryFailure('always');
        if (view.case.type === 'low') stop.abort();
        return mirror.reflect(view, to, ref);
      },
    };
    await workLane(context, { mirror: poisoned, to: 'main', signal: stop.signal });
    const types = [...mirror.pages.values()].map(({ view }) => view.case.type);
    // Ops were told of the place, which is a case of its own.
    expect(types.filter((type) => type !== 'mirror-failing')).toEqual(['medium', 'low']);
  });
});
