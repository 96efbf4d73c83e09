import * as fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { parseQuery } from '#core/query/parse-query.ts';
import { aCase, aFile, anIndex, asking, brute, bucket } from './search-index-parts.ts';

test.each([
  ['brute', ['irn-aaaabbbbcccc']],
  ['BRUTE', ['irn-aaaabbbbcccc']],
  ['sshbrute', ['irn-aaaabbbbcccc']],
  ['"brute force attacks"', ['irn-aaaabbbbcccc']],
  ['"force brute"', []],
  ['attacks payments', ['irn-aaaabbbbcccc']],
  ['attacks crm', []],
  ['198.51.100.7', ['irn-aaaabbbbcccc']],
  ['i-0ab', ['irn-aaaabbbbcccc']],
  ['bastion', ['irn-aaaabbbbcccc']],
  ['host', ['irn-aaaabbbbcccc']],
  ['arn:aws:ec2:eu-west-1', ['irn-aaaabbbbcccc']],
  ['guardduty eu-west', ['irn-aaaabbbbcccc']],
  ['1111', ['irn-aaaabbbbcccc']],
  ['バケット', ['irn-aaaa22223333']],
  ['公開', ['irn-aaaa22223333']],
  ['cafe', ['irn-aaaa22223333']],
  ['aki@example.com', ['irn-aaaa22223333']],
  ['irn-aaaa', ['irn-aaaa22223333', 'irn-aaaabbbbcccc']],
  ['IRN-aaaab', ['irn-aaaabbbbcccc']],
  ['public OR brute', ['irn-aaaa22223333', 'irn-aaaabbbbcccc']],
  ['title:public', ['irn-aaaa22223333']],
  ['title:payments', []],
  ['ba', []],
  ['', ['irn-aaaa22223333', 'irn-aaaabbbbcccc']],
])('%j finds %j', async (text, ids) => {
  const index = await anIndex();
  await index.put([brute, bucket]);
  expect(await index.find(asking(text))).toEqual({ ids, total: ids.length });
});

test('a newer revision replaces all texts and the place of a case, an older one nothing', async () => {
  const index = await anIndex();
  await index.put([brute, bucket]);
  await index.put([{ ...brute, title: 'renamed', revision: 3, lastSeenAt: '2026-02-01T00:00:00.000Z' }]);
  await index.put([{ ...brute, title: 'forgotten', revision: 2 }]);
  expect((await index.find(asking('attacks', 10))).total).toBe(0);
  expect((await index.find(asking('forgotten', 10))).total).toBe(0);
  expect((await index.find(asking('renamed', 10))).ids).toEqual([brute.id]);
  expect((await index.find(asking('', 10))).ids).toEqual([brute.id, bucket.id]);
});

test('what all cases have is left out of none but all, until a case lacks it', async () => {
  const index = await anIndex();
  const found = async (text: string) => (await index.find(asking(text))).ids;
  await index.put([brute, bucket].map((each) => ({ ...each, title: 'the same' })));
  expect([await found('-same'), await found('-"the same"'), await found('-title:same')]).toEqual([[], [], []]);
  await index.put([{ ...brute, title: 'another', revision: 2 }]);
  expect([await found('-same'), await found('-another')]).toEqual([[brute.id], [bucket.id]]);
  await index.setPosition('p');
  await index.put([{ ...brute, title: 'the same', revision: 3 }]);
  expect(await found('-same')).toEqual([]);
  await index.put([{ ...bucket, title: 'another', revision: 2 }]);
  expect(await found('-same')).toEqual([bucket.id]);
});

test('pages follow each other newest first, also for cases of one moment', async () => {
  const index = await anIndex();
  const moments = [
    '2026-01-01T00:00:00.000Z',
    '2026-01-02T00:00:00.000Z',
    '1969-12-31T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
  ];
  const cases = Array.from({ length: 40 }, (_, n) =>
    aCase(`irn-${n}`, { lastSeenAt: moments[n % 4] ?? '', title: 'same words' }),
  );
  await index.put(cases);
  for (const text of ['same', '']) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await index.find(asking(text, 7, cursor));
      expect(page.total).toBe(40);
      seen.push(...page.ids);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(cases.map((each) => each.id).toSorted());
    const times = seen.map((id) => cases.find((each) => each.id === id)?.lastSeenAt ?? '');
    expect(times).toEqual(times.toSorted().toReversed());
  }
  await expect(index.find(asking('', 7, 'x'))).rejects.toThrow('not a cursor');
});

test('no text is an error, and no operator of FTS5 can be typed', async () => {
  const index = await anIndex();
  await index.put([brute, bucket]);
  const bits = [
    '"',
    '*',
    '(',
    ')',
    ':',
    '^',
    '-',
    '+',
    '{',
    '}',
    'NEAR',
    'NOT',
    'AND',
    'id',
    'brute',
    '\u0000',
    '\ud800',
    '鍵',
    '🔥',
    '𞤀',
    ' ',
    '\\',
    "'",
  ];
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...bits), { maxLength: 40 }).map((all) => all.join('')),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      if ('error' in parseQuery(text)) return;
      const { ids, total } = await index.find(asking(text));
      expect(total).toBe(ids.length);
    }),
    { numRuns: 500 },
  );
});

test('every word of a title, and every start of it from three characters on, finds the case', async () => {
  const index = await anIndex();
  const aWord = fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/).filter((word) => !/^(or|and|not)$/i.test(word));
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aWord, { minLength: 1, maxLength: 6 }), fc.nat(), async (words, pick) => {
      const id = `irn-${n++}`;
      await index.put([aCase(id, { title: words.join(' ') })]);
      const word = words[pick % words.length] ?? '';
      for (const text of [
        word,
        word.slice(0, 3 + (pick % word.length)),
        `"${words.join(' ')}"`,
        words.toReversed().join(' '),
      ]) {
        expect((await index.find(asking(text, 1_000))).ids).toContain(id);
      }
    }),
    { numRuns: 60 },
  );
});

test('processes that make the same new file at once all get it', async () => {
  const folder = dirname(await aFile());
  const openers = [1, 2, 3].map(() => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'open-search-files.ts'), folder, '15']);
    return { child, problems: text(child.stderr), exit: once(child, 'exit') };
  });
  // each waits until all are ready, so that they meet at the first file
  await Promise.all(openers.map(({ child }) => once(child.stdout, 'data')));
  for (const { child } of openers) child.stdin.end('go');
  expect(await Promise.all(openers.map(async ({ exit, problems }) => [(await exit)[0], await problems]))).toEqual(
    openers.map(() => [0, '']),
  );
});
