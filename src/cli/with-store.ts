import { CannotStart } from '#core/errors.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { readEnvironment, readStore } from '../config.ts';

export type StoreContext = Store & { now: () => Date };

/**
 * Runs one command over the data that the settings name, beside a running Irene or without one. Resolves with the
 * command's exit code; 2 when the settings are wrong, which are then named.
 */
export async function withStore(command: (context: StoreContext) => Promise<number>): Promise<number> {
  const now = (): Date => new Date();
  try {
    const store = await openStore(readStore(readEnvironment()), { now, isShowing: false });
    try {
      return await command({ ...store, now });
    } finally {
      await store.close();
    }
  } catch (err) {
    if (!(err instanceof CannotStart)) throw err;
    process.stderr.write(`${err.message}\n`);
    return 2;
  }
}
