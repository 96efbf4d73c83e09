const lines = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Does `work` after all that was asked for before under the same key of the same owner, whether that went well or not:
 * writers of one process that would only get into each other's way wait for each other instead.
 */
export async function inTurn<T>(owner: object, key: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(owner) ?? new Map<string, Promise<unknown>>();
  lines.set(owner, line);
  const before = line.get(key);
  const own = before === undefined ? work() : before.then(work, work);
  line.set(key, own);
  try {
    return await own;
  } finally {
    if (line.get(key) === own) line.delete(key);
  }
}
