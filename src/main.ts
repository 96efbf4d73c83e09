import { startApp, type App } from './app.ts';
import { readConfig, readEnvironment } from './config.ts';
import { CannotStart } from '#core/errors.ts';
import type { Log } from '#core/log.ts';
import { createLog } from './create-log.ts';

/** Whoever stops her kills her some seconds later; what hangs must not take that long, and is safe to be cut off. */
const exitWithinMs = 9_500;
/** What has been told to end, and holds nothing. */
const lingerMs = 200;

/**
 * Runs Irene until SIGTERM or SIGINT; a second one ends the process at once. Resolves with the exit code: 0 stopped,
 * 1 broken, 2 she cannot start like this.
 */
export async function runIrene(): Promise<number> {
  const stopAsked = Promise.withResolvers<NodeJS.Signals>();
  onStopSignals(stopAsked.resolve);
  try {
    const config = readConfig(readEnvironment());
    const log = createLog(config.logLevel);
    let latest = log;
    process.on('unhandledRejection', (err) => latest.error({ err }, 'unhandled rejection'));
    const app = await startApp(config, log);
    latest = app.log;
    return await run(app, stopAsked.promise, log);
  } catch (err) {
    if (!(err instanceof CannotStart)) throw err;
    process.stderr.write(`${err.message}\n`);
    return 2;
  }
}

function onStopSignals(stop: (signal: NodeJS.Signals) => void): void {
  let isAsked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isAsked) process.exit(1);
      isAsked = true;
      stop(signal);
      setTimeout(() => process.exit(1), exitWithinMs).unref();
    });
  }
}

async function run(app: App, stopAsked: Promise<NodeJS.Signals>, log: Log): Promise<number> {
  const end = await Promise.race([stopAsked.then((signal) => ({ signal })), app.broken.then((err) => ({ err }))]);
  if ('err' in end) log.error(end, 'a part that runs for ever has ended, stopping');
  else log.info(end, 'stopping');
  await app.stop();
  log.info({}, 'stopped');
  const code = 'err' in end ? 1 : 0;
  // A call that hangs would keep the process up.
  setTimeout(() => process.exit(code), lingerMs).unref();
  return code;
}
