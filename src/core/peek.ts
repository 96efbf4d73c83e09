/** The first `size` bytes (fewer at the end of the stream) and the whole stream again. Iterate `whole` to release it. */
export async function peek(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ head: Uint8Array; whole: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  for (let length = 0; length < size; length += seen.at(-1)?.length ?? 0) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
  }
  const head = Buffer.concat(seen);
  return { head: head.subarray(0, size), whole: restart(head, iterator) };
}

async function* restart(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
