import { DestinationGone, TemporaryFailure, UnreadablePayload } from '#core/errors.ts';
import { cutText } from '#core/text.ts';
import { causeOf } from './failures.ts';
import { tellOps, type OpsContext } from './tell-ops.ts';
import type { Log } from '#core/log.ts';

/** Errors that Irene expects are told by whoever meets them, or not at all. */
function isBug(err: unknown): boolean {
  return !(err instanceof TemporaryFailure || err instanceof DestinationGone || err instanceof UnreadablePayload);
}

export interface TellingLog {
  log: Log;
  /** Resolves when what was logged so far has been told. */
  settled(): Promise<void>;
}

/** Causes come from places in the code; more than these would be something else, and is left to the log. */
const mostCauses = 100;

/**
 * A log that also tells ops of every unexpected error that is logged as one, whichever part logs it: once a cause and
 * hour, in one case a cause. What goes wrong in telling is only logged, by `context.log`, which tells nobody.
 */
export function createTellingLog(context: OpsContext): TellingLog {
  const pending = new Set<Promise<void>>();
  const told = new Map<string, string>();
  const tell = (message: string, err: unknown): void => {
    const about = `${message}: ${causeOf(err)}`;
    const hour = context.now().toISOString().slice(0, 13);
    if (told.get(about) === hour) return;
    if (told.size >= mostCauses) told.clear();
    told.set(about, hour);
    const telling = tellOfError(context, { err, message, about, hour }).finally(() => pending.delete(telling));
    pending.add(telling);
  };
  return {
    log: wrap(context.log, tell),
    settled: async () => {
      await Promise.all(pending);
    },
  };
}

function wrap(log: Log, tell: (message: string, err: unknown) => void): Log {
  return {
    debug: (facts, message) => log.debug(facts, message),
    info: (facts, message) => log.info(facts, message),
    warn: (facts, message) => log.warn(facts, message),
    error(facts, message) {
      log.error(facts, message);
      if ('err' in facts && isBug(facts.err)) tell(message, facts.err);
    },
    child: (facts) => wrap(log.child(facts), tell),
  };
}

interface LoggedError {
  err: unknown;
  message: string;
  about: string;
  hour: string;
}

async function tellOfError(context: OpsContext, { err, message, about, hour }: LoggedError): Promise<void> {
  try {
    const reason = err instanceof Error ? `${err.name}: ${err.message}` : String(err);
    await tellOps(context, {
      kind: 'error',
      about,
      title: `Irene has met an unexpected error: ${message}`,
      facts: [
        { label: 'Reason', value: cutText(reason, 500) },
        { label: 'More', value: 'The log has all of it, with the place in the code.' },
      ],
      occurrence: hour,
      at: `${hour}:00:00.000Z`,
    });
  } catch (failure) {
    context.log.error({ err: failure, about }, 'an unexpected error could not be told');
  }
}
