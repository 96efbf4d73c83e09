import { isWorse } from '#core/severity.ts';
import { atLeast, atMost, exactly, told, type Figure, type Proof, type Size } from './proof.ts';
import { channels, runStorm, wantedIssues, type ChannelRun, type Run, type RunResult } from './storm/run-storm.ts';

const full = { cases: { critical: 10, high: 30, medium: 80, low: 80 }, alertsPerCase: 10 };
const short = { cases: { critical: 3, high: 5, medium: 16, low: 16 }, alertsPerCase: 5 };

const usual = { hasIssues: false, isKilled: false, withinMs: 300_000 };
const runs: Record<Size, Run[]> = {
  full: [
    { ...usual, name: 'alerts over 60 s', load: full, overMs: 60_000 },
    { ...usual, name: 'alerts end after 5 s', load: full, overMs: 5_000, hasIssues: true },
    { ...usual, name: 'the same with SIGKILL', load: full, overMs: 5_000, isKilled: true },
  ],
  short: [{ ...usual, name: 'SIGKILL', load: short, overMs: 2_000, isKilled: true }],
};

/** A Slack that takes one message a second and channel, and far more new cases than that. */
export const storm: Proof = {
  name: 'storm',
  about: 'a storm of alerts: the worst first, nothing lost or doubled, Slack hardly ever asked too early',
  async run(size, say) {
    const figures: Figure[] = [];
    for (const run of runs[size]) {
      const result = await runStorm(run, say);
      figures.push(...figuresOf(run, result, size));
    }
    return { figures };
  },
};

function figuresOf(run: Run, result: RunResult, size: Size): Figure[] {
  const all = result.cases.length;
  const both = channels.map((channel) => result.channels[channel]);
  const sum = (of: (channel: ChannelRun) => number): number => both.reduce((total, one) => total + of(one), 0);
  const worst = (of: (channel: ChannelRun) => number): number => Math.max(...both.map(of));
  const alerts = result.cases.reduce((total, { count }) => total + count, 0);
  const labelled = (figure: Figure): Figure => ({ ...figure, label: `${run.name}: ${figure.label}` });
  return [
    exactly('alerts lost', result.alerts - alerts, 0),
    exactly(
      'cases neither on a card nor in a storm',
      sum((one) => lost(one, result)),
      0,
    ),
    exactly('cases shown twice', sum(doubled), 0),
    exactly(
      'critical or high cases without a card of their own',
      sum((one) => pressingWithoutCard(one, result)),
      0,
    ),
    exactly(
      'messages that passed a waiting critical case',
      sum((one) => passed(one, result, 'critical')),
      0,
    ),
    exactly(
      'replies that passed a waiting card',
      sum((one) => passed(one, result, 'replies')),
      0,
    ),
    atMost(
      'storm cards a channel',
      worst(({ storms }) => storms),
      1,
    ),
    atMost('HTTP 429', result.refused, 1),
    exactly('issues missing', wantedIssues(run) - result.issues, 0),
    ...(size === 'full' ? timings(both, all, run) : []),
    told('cards, folded', both.map((one) => `${cardsOf(one).length}, ${one.listed.length}`).join(' and ')),
  ].map(labelled);
}

function timings(both: ChannelRun[], all: number, { isKilled }: Run): Figure[] {
  const at60 = Math.min(...both.map(({ shown }) => shown.filter(({ at }) => at <= 60_000).at(-1)?.count ?? 0));
  const whole = Math.max(...both.map(({ shown }) => shown.find(({ count }) => count >= all)?.at ?? Infinity));
  const cards60 = both.map((one) => cardsOf(one).filter(({ at }) => at <= 60_000).length).join(' and ');
  return [
    // The kill comes with the storm's card, about then: nobody is there to show anything.
    isKilled ? told('shown at 60 s', String(at60)) : atLeast('shown at 60 s', at60, 60),
    told('of them on cards of their own', cards60),
    atMost(`${all} of ${all} shown or folded at`, whole / 1000, 200, 's'),
  ];
}

function cardsOf({ messages }: ChannelRun): ChannelRun['messages'] {
  return messages.filter(({ is }) => is === 'card');
}

function lost(channel: ChannelRun, { cases }: RunResult): number {
  const found = new Set([...cardsOf(channel).map(({ caseId }) => caseId), ...channel.listed]);
  return cases.filter(({ id }) => !found.has(id)).length;
}

/** Two cards, twice in a list, or both: nobody acted on them and none came back after the storm. */
function doubled(channel: ChannelRun): number {
  const shown = [...cardsOf(channel).map(({ caseId }) => caseId), ...channel.listed];
  return shown.length - new Set(shown).size;
}

function pressingWithoutCard(channel: ChannelRun, { cases }: RunResult): number {
  const carded = new Set(cardsOf(channel).map(({ caseId }) => caseId));
  return cases.filter(({ id, severity }) => isWorse(severity, 'medium') && !carded.has(id)).length;
}

/**
 * How many messages that could have waited were posted between the reading of a case and its card. One may be on its
 * way when the case is read.
 */
function passed(channel: ChannelRun, { cases }: RunResult, what: 'critical' | 'replies'): number {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const couldWait = channel.messages.filter(
    ({ is, caseId }) => is === 'reply' || (what === 'critical' && byId.get(caseId ?? '')?.severity !== 'critical'),
  );
  const waited = cardsOf(channel).filter(
    ({ caseId }) => what === 'replies' || byId.get(caseId ?? '')?.severity === 'critical',
  );
  return waited.reduce((total, card) => {
    const from = byId.get(card.caseId ?? '')?.recordedAt ?? Infinity;
    const between = couldWait.filter(({ at }) => at > from && at < card.at).length;
    return total + Math.max(0, between - 1);
  }, 0);
}
