import { startApp, type App } from './app.ts';
import { readConfig, readEnvironment } from './config.ts';
import { CannotStart } from '#core/errors.ts';
import type { Log } from '#core/log.ts';
import { createLog } from './create-log.ts';

/** Runs Irene until SIGTERM or SIGINT. Resolves with the exit code: 0 stopped, 1 broken, 2 she cannot start like this. */
export async function runIrene(): Promise<number> {
  const stopAsked = Promise.withResolvers<NodeJS.Signals>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopAsked.resolve(signal));
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

async function run(app: App, stopAsked: Promise<NodeJS.Signals>, log: Log): Promise<number> {
  const end = await Promise.race([stopAsked.then((signal) => ({ signal })), app.broken.then((err) => ({ err }))]);
  if ('err' in end) log.error(end, 'a part that runs for ever has ended, stopping');
  else log.info(end, 'stopping');
  await app.stop();
  log.info({}, 'stopped');
  return 'err' in end ? 1 : 0;
}
