import { describe, expect, it } from 'vitest';
import { aDetectionText as detection, aboutAlerts as quiet, loadTexts, problemsIn, rulesIn } from './load-texts.ts';

describe('what is wrong is named with file, line and column', () => {
  const bad: [name: string, path: string, text: string, expected: string][] = [
    ['broken YAML', 'detect/a.yml', 'id: a\ntitle: [b\n', 'detect/a.yml:3:1: '],
    ['a text instead of a map', 'detect/a.yml', 'hello\n', 'detect/a.yml:1:1: expected a map'],
    ['a list instead of a map', 'detect/a.yml', '- id: a\n', 'detect/a.yml:1:1: expected a map'],
    ['a key that stands twice', 'detect/a.yml', 'id: a\nid: b\n', 'detect/a.yml:2:1: Map keys must be unique'],
    ['an unknown kind', 'a.yml', 'kind: detecton\nid: a\n', 'a.yml:1:7: kind: expected one of detection,'],
    ['an unknown kind, the nearest', 'a.yml', 'kind: detecton\n', '(did you mean "detection"?)'],
    ['nothing that says what it is', 'a.yml', 'id: a\ntitle: b\n', 'a.yml:1:1: what is this? Expected kind'],
    ['a missing id', 'detect/a.yml', detection.replace('id: root-used\n', ''), 'detect/a.yml:1:1: id: this is needed'],
    [
      'an id with spaces',
      'detect/a.yml',
      detection.replace('root-used', '"a b"'),
      'detect/a.yml:1:5: id: expected a name',
    ],
    [
      'an unknown key',
      'detect/a.yml',
      `${detection}tilte: x\n`,
      'detect/a.yml:8:1: unknown key `tilte` (did you mean "title"?)',
    ],
    [
      'an unknown level',
      'detect/a.yml',
      detection.replace('high', 'urgent'),
      'detect/a.yml:7:8: level: expected critical',
    ],
    ['a missing level', 'detect/a.yml', detection.replace('level: high\n', ''), 'detect/a.yml:1:1: level is missing'],
    [
      'a missing detection',
      'detect/a.yml',
      'id: a\nlevel: low\nlogsource: {product: aws}\n',
      'detect/a.yml:1:1: detection is missing',
    ],
    [
      'a detection that is a list',
      'detect/a.yml',
      'id: a\nlevel: low\nlogsource: {product: aws}\ndetection: [x]\n',
      'detect/a.yml:4:1: detection: expected a map',
    ],
    [
      'an empty logsource',
      'detect/a.yml',
      detection.replace('{product: aws, service: cloudtrail}', '{}'),
      'detect/a.yml:3:12: logsource: expected a product',
    ],
    [
      'a mistyped logsource',
      'detect/a.yml',
      detection.replace('service', 'servise'),
      'detect/a.yml:3:27: logsource: unknown key `servise` (did you mean "service"?)',
    ],
    [
      'an unknown modifier',
      'detect/a.yml',
      detection.replace('userIdentity.type', 'userIdentity.type|startwith'),
      'detect/a.yml:5:10: detection.root.userIdentity.type|startwith: ',
    ],
    [
      'an unknown modifier, the nearest',
      'detect/a.yml',
      detection.replace('userIdentity.type', 'userIdentity.type|startwith'),
      '"startswith"',
    ],
    [
      'a selection that is not there',
      'detect/a.yml',
      detection.replace('condition: root', 'condition: rot'),
      'detect/a.yml:6:3: detection.condition: ',
    ],
    [
      'a selection that is not there, the nearest',
      'detect/a.yml',
      detection.replace('condition: root', 'condition: rot'),
      '"root"',
    ],
    [
      'a condition that is none',
      'detect/a.yml',
      detection.replace('condition: root', 'condition: root and'),
      'detect/a.yml:6:3: detection.condition: ',
    ],
    [
      'an unfilled placeholder',
      'detect/a.yml',
      detection.replace('type: Root', "type|expand: '%home_countries%'"),
      'detect/a.yml:5:10: detection.root.userIdentity.type|expand',
    ],
    [
      'a count without a window',
      'detect/a.yml',
      `${detection}count:\n  at_least: 3\n`,
      'detect/a.yml:8:1: count: within is missing',
    ],
    [
      'an unknown key of count',
      'detect/a.yml',
      `${detection}count:\n  within: 5m\n  atleast: 3\n`,
      'detect/a.yml:10:3: count: unknown key `atleast` (did you mean "at_least"?)',
    ],
    [
      'a page that is none',
      'detect/a.yml',
      `${detection}page: loud\n`,
      'detect/a.yml:8:7: page: expected high, low or false',
    ],
    [
      'a runbook that is a script',
      'detect/a.yml',
      `${detection}runbook: "javascript:alert(1)"\n`,
      'detect/a.yml:8:10: runbook: expected a link',
    ],
    [
      'a provider that is none',
      'config/a.yml',
      'id: a\nresource: {provider: azure, type: x}\nlevel: low\n',
      'config/a.yml:2:22: resource.provider: expected aws, gcp or other',
    ],
    [
      'two adjustments',
      'severity/a.yml',
      `id: a\n${quiet}raise: 1\nlower: 1\n`,
      'severity/a.yml:4:8: lower: expected one of set',
    ],
    ['no adjustment', 'severity/a.yml', `id: a\n${quiet}`, 'severity/a.yml:1:1: what shall it do?'],
    [
      'a raise by nothing',
      'severity/a.yml',
      `id: a\n${quiet}raise: 0\n`,
      'severity/a.yml:3:8: raise: expected a whole number from 1 to 4',
    ],
    [
      'steps that fall',
      'severity/a.yml',
      `id: a\n${quiet}repeat: {by: [alert.id], within: 1h, steps: [{from: 5, lower: 1}, {from: 2, lower: 2}]}\n`,
      'severity/a.yml:3:74: repeat.steps.1.from: expected steps with rising from',
    ],
    [
      'a step without an adjustment',
      'severity/a.yml',
      `id: a\n${quiet}repeat: {by: [alert.id], within: 1h, steps: [{from: 5}]}\n`,
      'severity/a.yml:3:46: repeat.steps.0: expected one of',
    ],
    [
      'a field of alerts that there is not',
      'severity/a.yml',
      'id: a\ndetection: {s: {alert.sourc: x}, condition: s}\nraise: 1\n',
      'severity/a.yml:2:17: detection.s.alert.sourc: no such field: alert.sourc (did you mean "alert.source"?)',
    ],
    ['a close rule without a reason', 'close/a.yml', `id: a\n${quiet}`, 'close/a.yml:1:1: reason is missing'],
    [
      'a reason beside idle',
      'close/a.yml',
      `id: a\n${quiet}idle: 7d\nreason: fixed\n`,
      'close/a.yml:4:9: reason: what is idle expires',
    ],
    [
      'a reason that is none',
      'close/a.yml',
      `id: a\n${quiet}reason: done\n`,
      'close/a.yml:3:9: reason: expected one of fixed',
    ],
    [
      'same of the update',
      'close/a.yml',
      `id: a\n${quiet}same: [update.id]\nreason: fixed\n`,
      'close/a.yml:3:8: same.0: expected a field of the alert',
    ],
    [
      'an identity by nothing',
      'identity/a.yml',
      `id: a\n${quiet}by: []\n`,
      'identity/a.yml:3:5: by: expected at least one field',
    ],
    [
      'an identity by a field that there is not',
      'identity/a.yml',
      `id: a\n${quiet}by: [alert.acount]\n`,
      '(did you mean "alert.account"?)',
    ],
    [
      'a day that there is not',
      'silence/a.yml',
      `id: a\n${quiet}until: 2026-02-30\nreason: r\n`,
      'silence/a.yml:3:8: until: expected a day',
    ],
    [
      'a silence without an end',
      'silence/a.yml',
      `id: a\n${quiet}reason: r\n`,
      'silence/a.yml:1:1: until: this is needed: expected a day',
    ],
    [
      'a silence without a reason',
      'silence/a.yml',
      `id: a\n${quiet}until: 2026-02-20\n`,
      'silence/a.yml:1:1: reason: this is needed: expected text',
    ],
  ];

  it.each(bad)('%s', (_name, path, text, expected) => {
    const problems = problemsIn({ [path]: text });
    expect(problems.join('\n')).toContain(expected);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${path}:\\d+:\\d+: `));
  });

  it('in the second document of a file, with the line in the file', () => {
    const second = detection.replace('root-used', 'second').replace('level: high', 'level: loud');
    expect(problemsIn({ 'detect/a.yml': `${detection}---\n${second}` })).toEqual([
      expect.stringMatching(/^detect\/a\.yml:15:8: level: expected/),
    ]);
    const good = rulesIn({
      'detect/a.yml': `# first\n${detection}---\n# second\n${detection.replace('root-used', 'second')}`,
    });
    expect(good.map(({ id, line }) => [id, line])).toEqual([
      ['root-used', 2],
      ['second', 11],
    ]);
  });

  it('an id that stands twice, with both places; the first of them stays', () => {
    const texts = { 'detect/b.yml': detection, 'detect/a.yml': `# here\n${detection}` };
    expect(problemsIn(texts)).toEqual([
      'detect/b.yml:1:5: the id root-used stands in detect/a.yml:2 too: give one of them another id',
    ]);
    expect(loadTexts(texts).rules.map(({ path }) => path)).toEqual(['detect/a.yml']);
  });

  it('and stops none of the others', () => {
    const { rules, problems } = loadTexts({
      'detect/a.yml': 'id: [',
      'detect/b.yml': `${detection}---\nid: bad\nlevel: low\n---\n${detection.replace('root-used', 'third')}`,
      'severity/c.yml': `id: c\n${quiet}raise: 1\n`,
    });
    expect(rules.map(({ id }) => id)).toEqual(['root-used', 'third', 'c']);
    expect(new Set(problems.map(({ path }) => path))).toEqual(new Set(['detect/a.yml', 'detect/b.yml']));
  });

  it('all of it at once, by place', () => {
    const text = detection.replace('level: high', 'level: loud').replace('id: root-used', 'id: "?"');
    expect(problemsIn({ 'detect/b.yml': text, 'detect/a.yml': text }).map((problem) => problem.slice(0, 16))).toEqual([
      'detect/a.yml:1:5',
      'detect/a.yml:7:8',
      'detect/b.yml:1:5',
      'detect/b.yml:7:8',
    ]);
  });
});
