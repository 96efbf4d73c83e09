import { setTimeout as wait } from 'node:timers/promises';
import { startTown, type Town } from '#sandbox/start-town.ts';
import { applyAlerts } from './clicks/apply-alerts.ts';
import { clickAbout, type Click } from './clicks/click-about.ts';
import { percentile } from './ingest-rate/post-all.ts';
import { atLeast, atMost, exactly, told, type Figure, type Proof } from './proof.ts';

const sizes = {
  short: { seconds: 8, perSecond: 100, pauseMs: 500, atLeast: 1 },
  full: { seconds: 180, perSecond: 500, pauseMs: 1500, atLeast: 60 },
};
/** Fewer than what is folded into a storm. */
const cases = 16;
const warmUpMs = 90_000;

/** Clicks while alerts pour in: Slack hears within its 3 s, and the person sees the card change within one. */
export const clicks: Proof = {
  name: 'clicks',
  about: 'people click while 500 alerts a second arrive: acknowledged within 3 s, the card changed within 1 s',
  async run(size, say) {
    const { seconds, perSecond, pauseMs, atLeast: least } = sizes[size];
    const town = await startTown({ settings: { GITHUB_TOKEN: '', GITHUB_REPO: '' } });
    try {
      await showCards(town);
      say(`${cases} cases are shown`);
      const signal = AbortSignal.timeout(seconds * 1000);
      const [taken, clicked] = await Promise.all([
        applyAlerts(town, { perSecond, cases }, signal),
        clickAbout(town, pauseMs, signal),
      ]);
      return {
        figures: [
          told('alerts taken', `${taken} in ${seconds} s, ${Math.round(taken / seconds)} a second`),
          atLeast('clicks', clicked.length, least),
          exactly(
            'clicks that Slack gave up',
            clicked.filter(({ acknowledgedMs }) => acknowledgedMs === Infinity).length,
            0,
          ),
          exactly('cards that did not change', clicked.filter(({ changedMs }) => changedMs === Infinity).length, 0),
          ...timesOf(clicked, size),
        ],
      };
    } finally {
      await town.close();
    }
  },
};

/** The few seconds of the short form on a machine that does other things say nothing about time. */
function timesOf(clicked: Click[], size: 'short' | 'full'): Figure[] {
  const acknowledged = clicked.map(({ acknowledgedMs }) => acknowledgedMs).toSorted((a, b) => a - b);
  const changed = clicked.map(({ changedMs }) => changedMs).toSorted((a, b) => a - b);
  const [late, slow] = [percentile(acknowledged, 0.999), percentile(changed, 0.99)];
  const median = told('half of the cards changed within', `${Math.round(percentile(changed, 0.5))} ms`);
  if (size === 'short') {
    return [
      median,
      told('p99.9 of acknowledgements', `${Math.round(late)} ms`),
      told('p99 of changed cards', `${Math.round(slow)} ms`),
    ];
  }
  return [
    median,
    atMost('p99.9 of acknowledgements', Math.round(late), 3000, 'ms'),
    atMost('p99 of changed cards', Math.round(slow), 1000, 'ms'),
  ];
}

/** One file with every case, and its cards in both channels. */
async function showCards(town: Town): Promise<void> {
  const once = new AbortController();
  const first = applyAlerts(town, { perSecond: cases * 10, cases }, once.signal);
  once.abort();
  await first;
  const end = performance.now() + warmUpMs;
  const shown = (): number => town.cards('C0SECURITY').length;
  while (shown() < cases && performance.now() < end) await wait(100);
}
