/**
 * Lets the first `from` bytes of any file through, and what is behind them of one file at a time: many small files may be
 * read side by side, but parsed JSON takes many times its size, and two large ones at once could be too much. A file has
 * its turn until its bytes are read to the end or left.
 */
export function createOneLarge(from: number): (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array> {
  let last = Promise.resolve();
  async function enter(): Promise<() => void> {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    return resolve;
  }
  return async function* (chunks) {
    let size = 0;
    let leave: (() => void) | undefined;
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > from) leave ??= await enter();
        yield chunk;
      }
    } finally {
      leave?.();
    }
  };
}
