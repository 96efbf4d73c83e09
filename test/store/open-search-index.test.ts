import * as fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { Case } from '#core/case.ts';
import { TemporaryFailure } from '#core/errors.ts';
import type { SearchIndex } from '#core/search.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import { openSearchIndex } from '#store/open-search-index.ts';

const brute = aCase('irn-aaaabbbbcccc', {
  type: 'UnauthorizedAccess:EC2/SSHBruteForce',
  title: '198.51.100.7 is performing SSH brute force attacks against i-0abc12',
  resource: {
    id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc12',
    type: 'AwsEc2Instance',
    name: 'bastion_host',
  },
  account: '111122223333',
  region: 'eu-west-1',
  project: 'payments',
  sources: ['guardduty'],
  lastSeenAt: '2026-01-31T09:00:00.000Z',
});
const bucket = aCase('irn-aaaa22223333', {
  type: 'PUBLIC_BUCKET_ACL',
  title: '公開バケット: café exports are public',
  resource: { id: '//storage.googleapis.com/exports', type: 'google.cloud.storage.Bucket' },
  project: 'crm',
  sources: ['scc'],
  facts: [{ label: 'owner', value: 'aki@example.com' }],
  lastSeenAt: '2026-01-31T10:00:00.000Z',
});

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

test('position and cases are there after a restart', async () => {
  const file = await aFile();
  const first = openSearchIndex(file);
  expect(first.position()).toBeUndefined();
  await first.put([brute]);
  await first.setPosition('2026-01-31T09#7');
  first.close();
  const second = openSearchIndex(file);
  expect(second.position()).toBe('2026-01-31T09#7');
  expect((await second.find(asking('brute', 1))).ids).toEqual([brute.id]);
  second.close();
});

test.each<[string, (file: string) => unknown]>([
  ['is no database', (file) => writeFile(file, 'not a database '.repeat(1_000))],
  ['has another version', (file) => changeFile(file, 'pragma user_version = 9')],
])('a file that %s is made anew, with no position', async (_, damage) => {
  const file = await aFile();
  const first = openSearchIndex(file);
  await first.put([brute]);
  await first.setPosition('p');
  first.close();
  await damage(file);
  const second = openSearchIndex(file);
  expect(second.position()).toBeUndefined();
  expect(await second.find(asking('', 1))).toEqual({ ids: [], total: 0 });
  await second.put([brute]);
  expect((await second.find(asking('brute', 1))).total).toBe(1);
  second.close();
});

test.each<[string, (index: SearchIndex) => unknown]>([
  ['a search', (index) => index.find(asking('brute', 1))],
  ['a put', (index) => index.put([{ ...brute, revision: 2 }])],
])(
  'a file that is damaged while it is open is replaced when %s finds it, and filled from the start',
  async (_, look) => {
    const file = await aFile();
    const index = openSearchIndex(file);
    await index.put([brute]);
    await index.setPosition('p');
    changeFile(file, 'delete from words_data');
    await expect(look(index)).rejects.toBeInstanceOf(TemporaryFailure);
    // whoever was in the middle of filling the index must not declare it whole
    await expect(index.put([bucket])).rejects.toBeInstanceOf(TemporaryFailure);
    await expect(index.setPosition('q')).rejects.toBeInstanceOf(TemporaryFailure);
    expect(index.position()).toBeUndefined();
    await index.put([brute, bucket]);
    await index.setPosition('q');
    expect([index.position(), (await index.find(asking('', 1))).total]).toEqual(['q', 2]);
    index.close();
  },
);

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

/** A question for a text that is a query, at the end of 2026. */
function asking(text: string, limit = 10, cursor?: string) {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(JSON.stringify(parsed.error));
  const now = new Date('2026-12-31T00:00:00.000Z');
  return { query: parsed.query, now, limit, ...(cursor === undefined ? {} : { cursor }) };
}

function changeFile(file: string, statement: string): void {
  const sql = new DatabaseSync(file, { defensive: false });
  sql.exec(statement);
  sql.close();
}

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'irene-search-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'search.db');
}

async function anIndex(): Promise<SearchIndex> {
  const index = openSearchIndex(await aFile());
  onTestFinished(() => index.close());
  return index;
}

function aCase(id: string, more: Partial<Case>): Case {
  const at = '2026-01-01T00:00:00.000Z';
  const by = { kind: 'system', id: 'test' } as const;
  return {
    id,
    fingerprint: id,
    type: 'type',
    title: 'title',
    sources: [],
    project: 'none',
    provider: 'aws',
    account: 'none',
    resource: { id: 'none', type: 'none' },
    facts: [],
    severity: 'low',
    severityBy: by,
    status: 'open',
    statusBy: by,
    statusAt: at,
    calls: 0,
    episode: 1,
    openedAt: at,
    firstSeenAt: at,
    lastSeenAt: at,
    count: 1,
    trace: [],
    shownIn: [],
    revision: 1,
    timelineLength: 1,
    ...more,
  };
}
