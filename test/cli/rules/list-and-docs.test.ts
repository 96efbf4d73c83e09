import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aFolder, irene } from './a-command.ts';

const rule = `id: trail-stopped
title: 'The <script> trail [x](javascript:y) @everyone was stopped'
kind: detection
description: |
  First words.

  <img src=x> more
logsource: {product: aws, service: cloudtrail}
detection: {stopped: {eventName: 'Stop<b>'}, condition: stopped}
references: ['https://example.com/a', 'javascript:alert(1)']
falsepositives: ['A planned | change']
runbook: https://example.com/runbook
level: high
status: test
tests: [{name: it stops, event: {eventName: 'Stop<b>'}, expect: {alerts: 1}}]
`;

it('lists rules by kind and status', async () => {
  const cwd = await aFolder({
    'a.yml': rule,
    'b.yml': 'id: [',
    'c.yml': rule.replace('trail-stopped', 'other').replace('status: test', 'status: off'),
  });
  const { code, out } = await irene(['list', '.', '--json', '--kind', 'detection', '--status', 'test'], { cwd });
  expect(JSON.parse(out)).toEqual([
    {
      id: 'trail-stopped',
      kind: 'detection',
      level: 'high',
      status: 'test',
      path: 'a.yml',
      line: 1,
      title: expect.any(String),
    },
  ]);
  expect(code).toBe(1);
  expect((await irene(['list', '.', '--kind', 'detections'], { cwd })).code).toBe(2);
  expect((await irene(['list', 'gone'], { cwd })).code).toBe(2);
});

it('writes a page for each rule in which no text of a rule means anything', async () => {
  const cwd = await aFolder({ 'r/a.yml': rule, 'r/c.yml': rule.replace('trail-stopped', '..-x') });
  const { code } = await irene(['docs', 'r/a.yml', '--out', 'pages'], { cwd });
  expect(code).toBe(0);
  expect(await readdir(join(cwd, 'pages'))).toEqual(['index.md', 'trail-stopped.md']);
  const page = await readFile(join(cwd, 'pages/trail-stopped.md'), 'utf8');
  const index = await readFile(join(cwd, 'pages/index.md'), 'utf8');
  for (const text of [page, index]) {
    expect(text).not.toMatch(/<script|<img|(?<!\\)\]\(javascript|@everyone/);
    expect(text).toContain('&lt;script&gt;');
  }
  expect(page).toContain('## What it looks for');
  expect(page).toContain('eventName is Stop&lt;b&gt;');
  expect(page).toContain('](https://example.com/runbook)');
  expect(page).toContain('- it stops: `{"alerts":1}`');
  expect(page).toContain('A planned &#124; change');
});
