import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '#core/log.ts';

/** Slack's SDKs log whole payloads below `warn`; only what is worth a look goes on to Irene's log. */
export function slackLogger(log: Log): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: (...said: unknown[]) => log.warn({ said: said.map(String).join(' ') }, 'slack sdk warns'),
    error: (...said: unknown[]) => log.warn({ said: said.map(String).join(' ') }, 'slack sdk reports an error'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
