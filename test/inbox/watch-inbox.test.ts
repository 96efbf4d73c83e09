import { appendFile, mkdir, mkdtemp, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { looksWhole } from '#inbox/is-settled.ts';
import { until } from '#test/until.ts';
import { anInbox } from './an-inbox.ts';

describe('watchInbox', () => {
  it('takes a file that is moved in whole, however deep, by the source its first folder names', async () => {
    const { home, folder, taken } = await anInbox();
    await writeFile(join(home, 'ready.json'), '{"not": "looked at"');
    await mkdir(join(folder, 'guardduty', '2026', '03'), { recursive: true });
    // not whole either: it lies there longer and is waited for
    await writeFile(join(folder, 'guardduty', 'written.json'), '{"waited": "for"');
    const writtenAt = Date.now();
    await until('the clock to leave the tick of the write', () => Date.now() > writtenAt + 20);
    await rename(join(home, 'ready.json'), join(folder, 'guardduty', '2026', '03', 'ready.json'));
    await until('the file to be taken', () => taken.length > 0);
    expect(taken[0]).toEqual({ name: 'ready.json', source: 'guardduty', text: '{"not": "looked at"' });
    await until(
      'the file to be gone',
      async () => (await readdir(join(folder, 'guardduty', '2026', '03'))).length === 0,
    );
  });

  it('takes a whole file that is written in place, and one that lay there before', async () => {
    const { folder, taken } = await anInbox({
      prepare: (empty) => writeFile(join(empty, 'early.json'), '{"early": true}'),
    });
    await writeFile(join(folder, 'auto', 'late.json'), '{"late": true}');
    await until('both files', () => taken.length === 2);
    expect(taken.map((one) => one.source)).toEqual(['auto', 'auto']);
  });

  it('does not wait for the time of a file that was dated into the future', async () => {
    const { folder, taken } = await anInbox();
    const path = join(folder, 'auto', 'tomorrow.json');
    await writeFile(path, '{"early": 1}');
    const tomorrow = new Date(Date.now() + 24 * 3_600_000);
    await utimes(path, tomorrow, tomorrow);
    await until('the file', () => taken.length > 0);
  });

  it('takes files whose names and folders are not UTF-8, under names that are', async () => {
    const { folder, taken } = await anInbox();
    const odd = Buffer.concat([Buffer.from(join(folder, 'auto', 'caf')), Buffer.from([0xe9])]);
    await mkdir(odd);
    await writeFile(Buffer.concat([odd, Buffer.from('/plain.json')]), '{"a": 1}');
    await writeFile(Buffer.concat([odd, Buffer.from([0xff]), Buffer.from('.json')]), '{"b": 2}');
    await until('both files', () => taken.length === 2);
    expect(taken.toSorted((a, b) => a.text.localeCompare(b.text))).toEqual([
      { name: 'plain.json', source: 'auto', text: '{"a": 1}' },
      { name: 'caf__.json', source: 'auto', text: '{"b": 2}' },
    ]);
    await until('them to be gone', async () => (await readdir(odd)).length === 0);
  });

  it('waits for a file that is still growing', async () => {
    const { folder, taken } = await anInbox();
    const path = join(folder, 'auto', 'growing.json');
    await writeFile(path, '[{"a": 1},');
    for (let i = 0; i < 8; i += 1) {
      await once(setTimeoutTarget(120), 'ring');
      await appendFile(path, `{"b": ${i}},`);
    }
    await appendFile(path, '{"c": 1}]');
    await until('the whole file', () => taken.length > 0);
    expect(taken).toHaveLength(1);
    expect(JSON.parse(taken[0]?.text ?? '')).toHaveLength(10);
  });

  it('waits for a file that another program holds open for writing, though it looks whole', async () => {
    const { folder, taken } = await anInbox();
    const path = join(folder, 'auto', 'held.jsonl');
    const writer = spawn(process.execPath, [
      '-e',
      `const fs=require('fs');const fd=fs.openSync(${JSON.stringify(path)},'a');fs.writeSync(fd,'{"line":1}\\n');process.stdin.once('data',()=>{fs.writeSync(fd,'{"line":2}\\n');process.exit(0)});process.stdout.write('ready')`,
    ]);
    await once(writer.stdout, 'data');
    await writeFile(join(folder, 'auto', 'other.json'), '{"other": 1}');
    await until('the other file, written later', () => taken.length > 0);
    expect(taken.map((one) => one.name)).toEqual(['other.json']);
    writer.stdin.write('go on');
    await until('the held file', () => taken.length === 2);
    expect(taken[1]?.text).toBe('{"line":1}\n{"line":2}\n');
  });

  it('leaves hidden files and links alone', async () => {
    const { home, folder, taken } = await anInbox();
    await writeFile(join(home, 'secret.json'), '{"secret": true}');
    await symlink(join(home, 'secret.json'), join(folder, 'auto', 'link.json'));
    await writeFile(join(folder, 'auto', '.unfinished.json'), '{"a": 1}');
    await writeFile(join(folder, 'auto', 'plain.json'), '{"plain": 1}');
    await until('the plain file', () => taken.length > 0);
    expect(taken.map((one) => one.name)).toEqual(['plain.json']);
  });
});

describe('looksWhole', () => {
  const gz = gzipSync('{"a": 1}');
  it.each([
    ['a JSON document', Buffer.from('{"a": [1]}\n'), true],
    ['JSON lines', Buffer.from('{"a":1}\n{"b":2}\n'), true],
    ['a document that stops in the middle', Buffer.from('{"a": [1'), false],
    ['a pretty document cut behind a brace', Buffer.from('[\n  {\n    "a": 1\n  }'), false],
    ['a line that stops in the middle', Buffer.from('{"a":1}\n{"b"'), false],
    ['a whole gzip', gz, true],
    ['a gzip cut in the middle', gz.subarray(0, 15), false],
    [
      'a gzip that is broken for ever',
      Buffer.concat([gz.subarray(0, 3), Buffer.from('rubbish in the middle of it')]),
      true,
    ],
    ['a text with a bracket in it', Buffer.from('{"a": "[\\"{"}'), true],
    ['a text that stops in the middle', Buffer.from('"a'), false],
    ['a bomb of brackets, without parsing it', gzipSync(Buffer.alloc(64 * 1024 * 1024, '[')), true],
  ])('%s', async (_name, bytes, expected) => {
    const folder = await mkdtemp(join(tmpdir(), 'irene-whole-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'file'), bytes);
    expect(await looksWhole(join(folder, 'file'))).toBe(expected);
  });
});

/** Rings once after `ms`: the pace of a slow writer is what is tested here. */
function setTimeoutTarget(ms: number): EventTarget {
  const target = new EventTarget();
  setTimeout(() => target.dispatchEvent(new Event('ring')), ms);
  return target;
}
