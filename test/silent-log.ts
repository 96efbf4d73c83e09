import type { Log } from '#core/log.ts';

/** For tests that do not look at the log. */
export function silentLog(): Log {
  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log };
  return log;
}
