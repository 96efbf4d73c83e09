import { hostname } from 'node:os';
import { clockSkew, type ClockSample } from '#core/clock-skew.ts';
import { ofThisMachine } from './of-this-machine.ts';
import { settleTroubles } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';

/** Remembers the newest answer of a service, to compare our clock with its. */
export interface ClockWatch {
  note(sample: ClockSample): void;
  /** Tells ops when this machine's clock is off. Says nothing, and ends nothing, while there is no new answer. */
  watch(context: OpsContext): Promise<void>;
}

export function createClockWatch(): ClockWatch {
  let newest: ClockSample | undefined;
  return {
    note(sample) {
      newest = sample;
    },
    async watch(context) {
      const sample = newest;
      newest = undefined;
      if (sample !== undefined) await tellOfClock(context, clockSkew(sample));
    },
  };
}

async function tellOfClock(context: OpsContext, skewMs: number): Promise<void> {
  const kind = 'clock-skew';
  const about = hostname();
  const limit = context.policy().ops.clockSkewSeconds;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const facts = [
    { label: 'Off by', value: `${seconds} s ${skewMs > 0 ? 'ahead' : 'behind'}` },
    { label: 'Told from', value: `${limit} s (ops.clock_skew_seconds in rules/policy.yml)` },
    {
      label: 'Why it matters',
      value: 'Times on cards are wrong, snoozes end at the wrong time, and AWS refuses requests from 5 minutes on.',
    },
  ];
  await settleTroubles(context, {
    kind,
    holding: Math.abs(skewMs) > limit * 1000 ? [{ kind, about, title: `The clock of ${about} is wrong`, facts }] : [],
    judges: ofThisMachine(about, context.now()),
    because: 'The clock is right again.',
  });
}
