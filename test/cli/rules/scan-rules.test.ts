import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aFolder, irene } from './a-command.ts';

const stopped = `
title: Trail stopped
id: 11111111-1111-4111-8111-111111111111
status: test
logsource: {product: aws, service: cloudtrail}
detection: {s: {eventName: StopLogging}, condition: s}
level: high
`;
const never = stopped.replaceAll('1111', '2222').replace('StopLogging', 'Nothing');
const off = stopped.replaceAll('1111', '3333').replace('status: test', 'status: off');
const broken = stopped.replaceAll('1111', '4444').replace('eventName', "'eventName|regexp'");
const burst = `
title: A denied call
name: denied
logsource: {product: aws, service: cloudtrail}
detection: {s: {errorCode: AccessDenied}, condition: s}
---
title: Many denied calls
id: burst
correlation: {type: event_count, rules: [denied], group-by: [sourceIPAddress], timespan: 5m, condition: {gte: 3}}
level: medium
`;

const rules = { 'a.yml': stopped, 'sub/never.yml': never, 'off.yml': off, 'broken.yml': broken, 'z.yml': burst };

function record(eventName: string, more: object = {}): object {
  return {
    eventVersion: '1.08',
    eventSource: 'x.amazonaws.com',
    eventTime: '2026-01-01T00:00:00Z',
    eventID: crypto.randomUUID(),
    userIdentity: {},
    eventName,
    ...more,
  };
}

function denied(minute: number): object {
  return record('Get', {
    errorCode: 'AccessDenied',
    sourceIPAddress: '192.0.2.1',
    eventTime: `2026-01-01T00:0${minute}:00Z`,
  });
}

interface Line {
  rule?: string;
  path?: string;
  matches?: { file: string; record: number }[];
  errors?: { path: string; line: number; column: number; message: string }[];
}

function linesOf(out: string): Line[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function matchesOf(out: string, rule: string): string[] {
  const line = linesOf(out).find((each) => each.rule?.startsWith(rule));
  return (line?.matches ?? []).map(({ file, record }) => `${file}#${record}`);
}

const lines = (records: unknown[]): string => records.map((each) => JSON.stringify(each)).join('\n');

describe('irene rules scan', () => {
  it('prints one line a rule that is not off, those without a match too, and the load errors last', async () => {
    const cwd = await aFolder({
      ...prefixed('r/', rules),
      'log.json': JSON.stringify({ Records: [record('StopLogging'), record('Get')] }),
    });
    const { code, out, err } = await irene(['scan', '--json', '--rules', 'r', 'log.json'], { cwd });
    const [errors, ...ofRules] = linesOf(out).toReversed();
    expect(ofRules.toReversed().map(({ rule, path, matches }) => [rule?.slice(0, 8), path, matches?.length])).toEqual([
      ['11111111', 'r/a.yml', 1],
      ['22222222', 'r/sub/never.yml', 0],
      ['denied', 'r/z.yml', 0],
      ['burst', 'r/z.yml', 0],
    ]);
    expect(errors).toEqual({
      errors: [
        { path: 'r/broken.yml', line: 6, column: expect.any(Number), message: expect.stringContaining('regexp') },
      ],
    });
    expect(err).toContain('1 files, 2 records, 0 rejects');
    expect(code).toBe(0);
  });

  it('counts the place of a record from 0, rejects too, in JSON, JSON lines, gzip and folders', async () => {
    const stop = record('StopLogging');
    const cwd = await aFolder({
      'r/a.yml': stopped,
      'one.json': JSON.stringify({ Records: [record('Get'), 7, stop] }, undefined, 2),
      'lines.jsonl': `${JSON.stringify(record('Get'))}\n\n{broken\n${JSON.stringify(stop)}\n`,
      'logs/b.json.gz': gzipSync(lines([record('Get'), stop, stop])),
      'logs/.hidden': 'no',
    });
    const { out } = await irene(['scan', '--json', '--rules', 'r', './one.json', 'lines.jsonl', 'logs'], { cwd });
    expect(matchesOf(out, '1111')).toEqual(['./one.json#2', 'lines.jsonl#2', 'logs/b.json.gz#1', 'logs/b.json.gz#2']);
  });

  it('reports a correlation with the record that completed it, whatever the order of files', async () => {
    const cwd = await aFolder({
      'r/z.yml': burst,
      'late.jsonl': lines([denied(2), denied(4)]),
      'early.jsonl': lines([denied(0), record('Get'), denied(1)]),
    });
    const { out } = await irene(['scan', '--json', '--rules', 'r/z.yml', 'late.jsonl', 'early.jsonl'], { cwd });
    expect(matchesOf(out, 'burst')).toEqual(['late.jsonl#0']);
    expect(matchesOf(out, 'denied')).toHaveLength(4);
    expect(linesOf(out)[0]?.path).toBe('r/z.yml');
  });

  it('tells which file no source reads or is broken, reads the others, and ends with 1', async () => {
    const cwd = await aFolder({
      'r/a.yml': stopped,
      'wrapped.jsonl': lines([{ src: 'x\u001b[31m', log: record('StopLogging') }]),
      'cut.json.gz': gzipSync(lines(Array.from({ length: 2000 }, () => record('StopLogging')))).subarray(0, 20_000),
      'good.jsonl': lines([record('StopLogging')]),
    });
    const { code, out, err } = await irene(
      ['scan', '--json', '--rules', 'r', 'gone.json', 'wrapped.jsonl', 'cut.json.gz', 'good.jsonl'],
      { cwd },
    );
    expect(code).toBe(1);
    expect(err).toContain('gone.json: there is no such file');
    expect(err).toMatch(/wrapped\.jsonl: no source reads this .*begins with \{"src":"x\\u001b/);
    expect(err).toMatch(/cut\.json\.gz: broken behind record \d+: the gzip is cut off/);
    expect(matchesOf(out, '1111').at(-1)).toBe('good.jsonl#0');
  });

  it('reads what --source says whatever the first lines look like', async () => {
    const odd = Array.from({ length: 30 }, () => ({ eventName: 'Get' }));
    const cwd = await aFolder({ 'r/a.yml': stopped, 'odd.jsonl': lines([...odd, { eventName: 'StopLogging' }]) });
    expect((await irene(['scan', '--json', '--rules', 'r', 'odd.jsonl'], { cwd })).code).toBe(1);
    const { code, out } = await irene(['scan', '--json', '--rules', 'r', '--source', 'cloudtrail', 'odd.jsonl'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(matchesOf(out, '1111')).toEqual(['odd.jsonl#30']);
  });

  it('is used wrongly without files, rules or a source that there is', async () => {
    const cwd = await aFolder({ 'a.json': '{}' });
    for (const args of [
      ['scan'],
      ['scan', '--rules', 'nowhere', 'a.json'],
      ['scan', '--source', 'x', 'a.json'],
      ['scan', '--no', 'a.json'],
    ]) {
      expect((await irene(args, { cwd })).code).toBe(2);
    }
  });

  it('is a table for people, with hostile texts shown as they are', async () => {
    const hostile = stopped.replace('Trail stopped', '"\\e[31mred\\nline"');
    const cwd = await aFolder({
      'r/a.yml': hostile,
      'r/broken.yml': broken,
      'a.jsonl': lines([record('StopLogging')]),
    });
    const { out } = await irene(['scan', '--rules', 'r', 'a.jsonl'], { cwd });
    expect(out).toContain('\\u{1b}[31mred');
    expect(out).not.toContain('\u001b');
    expect(out).toContain('not loaded: r/broken.yml:6:');
    expect(out).toMatch(/^1 +high/m);
  });
});

function prefixed(prefix: string, files: { [path: string]: string }): { [path: string]: string } {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${prefix}${path}`, text]));
}
