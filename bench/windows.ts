import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createWindows } from '#rules/counting/create-windows.ts';
import type { Match } from '#rules/counting/mark.ts';
import { parseCount } from '#rules/counting/parse-count.ts';
import { atMost, exactly, told, type Figure, type Proof, type Size } from './proof.ts';

const sizes: Record<Size, { events: number; rounds: number }> = {
  short: { events: 50_000, rounds: 1 },
  full: { events: 1_000_000, rounds: 3 },
};
const eventsOfKey = 2;
/** So many keys get as many events more as fire. */
const busyKeys = 100;
const atLeast = 5;
const inFile = 500;
const start = Date.parse('2026-03-01T00:00:00.000Z');

/** What a round took, in ms, and the memory that its windows hold, in MB. */
interface Round {
  counted: number;
  bare: number;
  megabytes: number;
  fired: number;
}

/**
 * Counted events of which each key has two, with a rule of the default kind; beside a bare sliding window, a Map of
 * lists of times, which knows no late or double events. The two take turns with the same events.
 */
export const windows: Proof = {
  name: 'windows',
  about: 'events counted by key in sliding windows, beside a bare Map',
  async run(size, say) {
    const { events, rounds } = sizes[size];
    const measured: Round[] = [];
    for (let n = 1; n <= rounds; n += 1) {
      const round = oneRound(events);
      measured.push(round);
      say(`round ${n}: ${Math.round(round.counted)} ms, a bare Map ${Math.round(round.bare)} ms`);
    }
    const best = measured.toSorted((a, b) => a.counted - b.counted)[0];
    if (best === undefined) throw new Error('no round was run');
    return { figures: figuresOf(best, events, size) };
  },
};

function figuresOf(best: Round, events: number, size: Size): Figure[] {
  const perSecond = Math.round(events / (best.counted / 1000));
  const seconds = best.counted / 1000;
  const beside = 'its time beside a bare sliding window';
  const ratio = best.counted / best.bare;
  const what = `${events.toLocaleString('en')} events over ${(events / eventsOfKey).toLocaleString('en')} keys`;
  return [
    told(`${what}; the bar is 2 s on a quiet machine`, `${seconds.toFixed(2)} s`),
    told('events a second', perSecond.toLocaleString('en')),
    size === 'full' ? atMost(beside, ratio, 3, '×') : told(beside, `${ratio.toFixed(2)} ×`),
    atMost('memory that the windows hold', best.megabytes, 400, 'MB'),
    exactly('keys that fired', best.fired, busyKeys),
  ];
}

function oneRound(events: number): Round {
  const before = heldMegabytes();
  const parsed = parseCount({ by: ['recipientAccountId', 'sourceIPAddress'], within: '5m', at_least: atLeast }, 'r');
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  // Without the cap of keys: it would make the work less.
  const counting = createWindows([{ id: 'r', counting: parsed.counting }], { most: events });
  const bare = new Map<string, number[]>();
  const round: Round = { counted: 0, bare: 0, megabytes: 0, fired: 0 };
  for (let from = 0; from < events; from += inFile) {
    const matches = Array.from({ length: inFile }, (_, n) => matchOf(from + n, keyOf(from + n, events)));
    const begun = performance.now();
    slide(bare, matches);
    const between = performance.now();
    round.fired += counting.add(matches).fired.length;
    round.bare += between - begun;
    round.counted += performance.now() - between;
  }
  bare.clear();
  round.megabytes = heldMegabytes() - before;
  for (let n = eventsOfKey; n < atLeast; n += 1) {
    const more = Array.from({ length: busyKeys }, (_, key) => matchOf(events + n * busyKeys + key, key));
    round.fired += counting.add(more).fired.length;
  }
  return round;
}

/** In no order. */
function keyOf(index: number, events: number): number {
  return (index * 7919) % (events / eventsOfKey);
}

/** Five events a millisecond. */
function matchOf(index: number, key: number): Match {
  const sourceIPAddress = `10.${key >> 16}.${(key >> 8) & 255}.${key & 255}`;
  const record = { recipientAccountId: '111122223333', sourceIPAddress };
  const at = new Date(start + Math.floor(index / 5)).toISOString();
  const logsource = { product: 'aws', service: 'cloudtrail' };
  const event = {
    source: 'cloudtrail',
    id: `e-${index}`,
    at,
    provider: 'aws' as const,
    account: '1',
    logsource,
    record,
  };
  return { rule: 'r', event };
}

function slide(windows: Map<string, number[]>, matches: Match[]): void {
  for (const { event } of matches) {
    const { recipientAccountId: account, sourceIPAddress: address } = event.record as { [field: string]: string };
    const key = `${account}\n${address}`;
    const at = Date.parse(event.at);
    const known = windows.get(key) ?? [];
    if (known.length === 0) windows.set(key, known);
    while ((known[0] ?? at) < at - 300_000) known.shift();
    known.push(at);
  }
}

/** What is left when all garbage is gone. */
function heldMegabytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1_000_000;
}
