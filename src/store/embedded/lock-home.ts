import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CannotStart } from '#core/errors.ts';
import { isBusy } from './sqlite-failure.ts';

/**
 * Keeps a second process from showing the cases of one data folder: each would take the other's work for a crash. The
 * lock is one of SQLite's, so the system releases it however this process ends. Throws CannotStart when it is taken;
 * returns the way to release it.
 */
export function lockHome(home: string): () => void {
  const lock = new DatabaseSync(join(home, 'running.lock'), { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new CannotStart(
      `Another Irene is running on ${home}: stop it, or give this one a folder of its own by IRENE_HOME.`,
    );
  }
  return () => lock.close();
}
