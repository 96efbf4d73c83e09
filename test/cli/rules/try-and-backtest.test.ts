import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, irene } from './a-command.ts';

const rule = `id: trail-stopped
title: The trail was stopped
kind: detection
logsource: {product: aws, service: cloudtrail}
detection: {stopped: {eventName: StopLogging}, condition: stopped}
level: high
`;
const raise = `id: raise-root
kind: severity
title: Root did it
detection: {root: {update.userIdentity.type: Root}, condition: root}
raise: 1
`;

function record(eventName: string, type = 'IAMUser'): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventSource: 'cloudtrail.amazonaws.com',
    eventTime: '2026-01-01T00:00:00Z',
    eventID: crypto.randomUUID(),
    recipientAccountId: '1',
    userIdentity: { type },
    eventName,
  });
}

const log = [record('Get'), record('StopLogging'), record('StopLogging', 'Root')].join('\n');

describe('irene rules try', () => {
  it('shows which rules match each record, why, and how the alert is rated', async () => {
    const cwd = await aFolder({ 'r/a.yml': rule, 'r/b.yml': raise, 'log.jsonl': log });
    const { code, out } = await irene(['try', 'log.jsonl', '--rules', 'r'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('no rule matches');
    expect(out).toContain('✓ eventName is StopLogging (there: StopLogging)');
    expect(out).toContain('alert of severity critical:');
    expect(out).toContain('severity by raise-root (b.yml:1): high → critical: Root did it');
  });

  it('explains a rule that does not match, and is JSON lines when asked', async () => {
    const cwd = await aFolder({ 'r/a.yml': rule, 'log.jsonl': record('Get') });
    const { out } = await irene(['try', 'log.jsonl', '--rules', 'r', '--rule', 'trail-stopped', '--json'], { cwd });
    const line = JSON.parse(out) as { rules: { rule: string; explanation: { matched: boolean } }[] };
    expect(line.rules.map((each) => [each.rule, each.explanation.matched])).toEqual([['trail-stopped', false]]);
    expect((await irene(['try', 'log.jsonl', '--rules', 'r', '--rule', 'gone'], { cwd })).code).toBe(2);
    expect((await irene(['try', 'gone.json', '--rules', 'r'], { cwd })).code).toBe(1);
  });
});

function git(cwd: string, ...args: string[]): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd, stdio: 'ignore' });
}

describe('irene rules backtest', () => {
  it('says that it does not show what other records would close, where some rule closes by them', async () => {
    const close = 'id: c\nkind: close\ndetection: {s: {update.eventName: StartLogging}, condition: s}\n';
    const said = 'what other events and resources would close is not shown';
    for (const [ends, isSaid] of [
      ['reason: fixed\n', true],
      ['idle: 7d\n', false],
    ] as const) {
      const cwd = await aFolder({ 'r/a.yml': rule, 'r/c.yml': `${close}${ends}`, 'logs/a.jsonl': log });
      const { code, out } = await irene(['backtest', '--corpus', 'logs', '--rules', 'r'], { cwd });
      expect([code, out.includes(said)]).toEqual([0, isSaid]);
    }
  });

  it('tells what rules decide otherwise than those at a Git ref', async () => {
    const cwd = await aFolder({ 'r/a.yml': rule, 'r/b.yml': raise, 'logs/log.jsonl': log });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-qm', 'one');
    await writeFile(join(cwd, 'r/b.yml'), raise.replace('raise: 1', 'cap: low'));
    await writeFile(join(cwd, 'r/c.yml'), rule.replace('trail-stopped', 'any-get').replace('StopLogging', 'Get'));
    const { code, out } = await irene(['backtest', '--corpus', 'logs', '--rules', 'r', '--against', 'HEAD'], { cwd });
    expect(out).toContain('any-get: 0 → 1 alerts, 1 more, 0 fewer, 0 rated otherwise\n  + logs/log.jsonl#0 high');
    expect(out).toContain(
      'trail-stopped: 2 → 2 alerts, 0 more, 0 fewer, 1 rated otherwise\n  ~ logs/log.jsonl#2 critical → low',
    );
    expect(code).toBe(0);
    expect((await irene(['backtest', '--corpus', 'logs', '--rules', 'r', '--against', '--help'], { cwd })).code).toBe(
      2,
    );
  });

  it('fails when the counts are not those expected', async () => {
    const cwd = await aFolder({
      'r/a.yml': rule,
      'logs/log.jsonl': log,
      'good.yml': 'rules: {trail-stopped: {at_least: 1, at_most: 2}}\nunexpected: fail\n',
      'bad.yml': 'rules: {other: {exactly: 1}}\nunexpected: fail\n',
      'warn.yml': 'rules: {}\n',
      'wrong.yml': 'rules: {a: {least: 1}}\n',
    });
    const run = (file: string) => irene(['backtest', '--corpus', 'logs', '--rules', 'r', '--expect', file], { cwd });
    expect((await run('good.yml')).code).toBe(0);
    const bad = await run('bad.yml');
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('not as expected: other: 0 alerts, expected exactly 1');
    expect(bad.out).toContain('not as expected: trail-stopped: 2 alerts, expected none');
    expect(await run('warn.yml')).toMatchObject({ code: 0, out: expect.stringContaining('unexpected: trail-stopped') });
    expect(await run('wrong.yml')).toMatchObject({ code: 2, err: expect.stringContaining('wrong.yml:1:') });
  });

  it('reads what is stored, and nothing twice', async () => {
    const cwd = await aFolder({ 'r/a.yml': rule, 'log.jsonl': log });
    execFileSync(process.execPath, [join(import.meta.dirname, '../../../bin/irene.js'), 'ingest', 'log.jsonl'], {
      cwd,
    });
    const { code, out } = await irene(['backtest', '--since', '1d', '--rules', 'r', '--json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      totals: { files: 1, records: 3 },
      rules: [{ rule: 'trail-stopped', alerts: 2, severities: { high: 2 } }],
    });
    expect((await irene(['backtest', '--rules', 'r'], { cwd })).code).toBe(2);
    expect((await irene(['backtest', '--since', 'soon', '--rules', 'r'], { cwd })).code).toBe(2);
  });
});

it('a corpus without a file is told, not passed', async () => {
  const cwd = await aFolder({ 'a.yml': 'x', 'empty/.hidden': '' });
  const { code, err } = await irene(['backtest', '--corpus', 'empty', '--rules', 'a.yml'], { cwd });
  expect({ code, err }).toEqual({ code: 2, err: '--corpus empty: holds no file\n' });
});
