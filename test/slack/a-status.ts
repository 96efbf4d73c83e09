import type { Status } from '#pipeline/read-status.ts';

/** Of an Irene that is well and has read two files. */
export function aStatus(given: Partial<Status> = {}): Status {
  const account = {
    received: 2,
    handled: 2,
    unreadable: 0,
    unknown: 0,
    discarded: 0,
    dead: 0,
    waiting: 0,
    deadMessages: 0,
    records: 3,
    recorded: 3,
    known: 0,
    events: 0,
    resources: 0,
    rejected: 0,
    fired: 0,
    held: 0,
    missing: [],
    miscounted: [],
    gone: [],
  };
  return { hours: 24, account, addsUp: true, lanes: [], sources: [], jobs: [], troubles: [], deeds: [], ...given };
}
