import { expect, test } from 'vitest';
import { createOneLarge } from '#sources/reading/one-large.ts';

async function* chunks(sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size);
}

test('a second large file waits until the first is read or left, a small one does not', async () => {
  const oneLarge = createOneLarge(10);
  const first = oneLarge(chunks([8, 8, 8]));
  await first.next();
  await first.next();
  const second = oneLarge(chunks([8, 8]));
  expect((await second.next()).value).toHaveLength(8);
  let hasMoved = false;
  const more = second.next().then((next) => {
    hasMoved = true;
    return next;
  });
  expect(await Array.fromAsync(oneLarge(chunks([5, 5])))).toHaveLength(2);
  expect(hasMoved).toBe(false);
  await first.return(undefined);
  expect((await more).value).toHaveLength(8);
  expect(await Array.fromAsync(second)).toEqual([]);
  expect(await Array.fromAsync(oneLarge(chunks([20])))).toHaveLength(1);
});
