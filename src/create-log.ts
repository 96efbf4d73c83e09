import { pino } from 'pino';
import type { Log } from '#core/log.ts';

/** JSON lines on standard output. Whatever could hold a secret is cut out by its path. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        'token',
        'authorization',
        'routingKey',
        '*.token',
        '*.authorization',
        '*.routingKey',
        '*.headers',
        'err.body',
        'err.data',
        'err.config',
        'err.request',
        'err.response',
        'err.original',
      ],
      censor: '[redacted]',
    },
  });
}
