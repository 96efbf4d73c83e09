import { expect, test } from 'vitest';
import { createAtOnce } from '#pipeline/at-once.ts';
import { inTurn } from '#pipeline/in-turn.ts';

test('no more works than agreed are in progress', async () => {
  const works = createAtOnce(3);
  let now = 0;
  let most = 0;
  for (let n = 0; n < 20; n += 1) {
    expect(await works.room()).toBeGreaterThan(0);
    works.begin(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
    });
  }
  await works.end();
  expect([now, most]).toEqual([0, 3]);
});

test('a failure is thrown once, and the other works go on to their end', async () => {
  const works = createAtOnce(2);
  const ended: string[] = [];
  works.begin(() => Promise.reject(new Error('broken')));
  works.begin(async () => {
    await new Promise(setImmediate);
    ended.push('other');
  });
  await expect(works.end()).rejects.toThrow('broken');
  expect(ended).toEqual(['other']);
  await works.end();
});

test('works of one key follow each other, also after one that failed; another key does not wait', async () => {
  const owner = {};
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn(owner, 'a', async () => {
    await gate.promise;
    seen.push('a1');
    throw new Error('broken');
  });
  const second = inTurn(owner, 'a', async () => void seen.push('a2'));
  await inTurn(owner, 'b', async () => void seen.push('b1'));
  gate.resolve();
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(seen).toEqual(['b1', 'a1', 'a2']);
});
