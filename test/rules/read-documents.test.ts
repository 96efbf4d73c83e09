import { describe, expect, it } from 'vitest';
import { aDetectionText as detection, problemsIn, ruleIn, rulesIn, warningsIn } from './load-texts.ts';

describe('lists', () => {
  const rule = detection.replace('type: Root', "type|expand: '%types%'");

  it.each(['[Root, AWSService]', 'description: kinds\nvalues:\n  - Root\n  - AWSService\n'])('fill %j in', (text) => {
    const found = ruleIn('detection', { 'detect/a.yml': rule, 'lists/types.yml': text });
    expect(found.detection.matches({ fields: { userIdentity: { type: 'AWSService' } } })).toBe(true);
    expect(found.detection.matches({ fields: { userIdentity: { type: 'IAMUser' } } })).toBe(false);
  });

  it.each([
    ['values: Root', 'lists/types.yml:1:9: values: expected a list'],
    ['- Root\n- {a: 1}', 'lists/types.yml:2:3: '],
    ['- Root\n- null', 'expected a text, a number or a boolean'],
    ['- 011122223333', 'lists/types.yml:1:3: 011122223333 is read as the number 11122223333'],
    ['valeus: [a]', 'unknown key `valeus`'],
    ['[a]\n---\n[b]', 'expected one document in a list'],
  ])('%j is none', (text, expected) => {
    expect(problemsIn({ 'lists/types.yml': text }).join('\n')).toContain(
      expected.replace('values: expected', 'expected'),
    );
  });

  it('have one file each', () => {
    expect(problemsIn({ 'lists/types.yml': '[a]', 'lists/x/types.yaml': '[b]' })).toEqual([
      'lists/x/types.yaml:1:1: lists/types.yml is a list of this name too',
    ]);
  });

  it('name the one that was most likely meant', () => {
    expect(problemsIn({ 'detect/a.yml': rule, 'lists/type.yml': '[a]' }).join()).toContain('"type"');
  });
});

describe('YAML 1.2', () => {
  const withValue = (value: string): string =>
    detection.replace('{userIdentity.type: Root}', `{recipientAccountId: ${value}}`);

  it('an account id with a leading zero must stand in quotes, for it would lose it', () => {
    expect(problemsIn({ 'detect/a.yml': withValue('011122223333') })).toEqual([
      expect.stringMatching(/^detect\/a\.yml:5:30: 011122223333 is read as the number 11122223333: put it in quotes/),
    ]);
    expect(problemsIn({ 'detect/a.yml': withValue("'011122223333'") })).toEqual([]);
  });

  it('a number that a computer cannot hold is wrong too', () => {
    expect(problemsIn({ 'detect/a.yml': withValue('12345678901234567890') }).join()).toContain('put it in quotes');
  });

  it.each(['1.10', '0x1F', '1e3'])('%s is told to be a number', (value) => {
    expect(warningsIn({ 'detect/a.yml': withValue(value) }).join()).toContain(`${value} is read as the number`);
  });

  it.each(['no', 'yes', 'On'])('%s is a text', (value) => {
    expect(warningsIn({ 'detect/a.yml': withValue(value) }).join()).toContain(`${value} is text in YAML 1.2`);
  });

  it('a status that is off is off', () => {
    expect(warningsIn({ 'detect/a.yml': `${detection}status: off\n` })).toEqual([]);
    expect(ruleIn('detection', { 'detect/a.yml': `${detection}status: off\n` }).status).toBe('off');
  });

  it('aliases may be used, but not to make a file grow without end', () => {
    const shared = detection
      .replace('{userIdentity.type: Root}', '&r {userIdentity.type: Root}')
      .replace('condition: root', 'other: *r\n  condition: root or other');
    expect(problemsIn({ 'detect/a.yml': shared })).toEqual([]);
    const laughs = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefghi'[at]},`.repeat(9)}]`),
    ];
    expect(problemsIn({ 'detect/a.yml': laughs.join('\n') }).join()).toContain(
      'detect/a.yml:1:1: Excessive alias count',
    );
  });

  it('200 levels and more are read or refused, and never thrown', () => {
    for (const depth of [200, 100_000]) {
      const deep = `id: a\ndetection: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
      expect(problemsIn({ 'severity/a.yml': deep }).length).toBeGreaterThan(0);
    }
  });

  it('a file of many megabytes is no rule', () => {
    expect(problemsIn({ 'detect/a.yml': `# ${'x'.repeat(5_000_000)}` })).toEqual([
      'detect/a.yml:1:1: this file has more than 4 MiB',
    ]);
  });

  it('an empty file and an empty document are nothing', () => {
    expect(
      rulesIn({ 'detect/a.yml': '', 'detect/b.yml': '# to do\n', 'detect/c.yml': `---\n---\n${detection}` }),
    ).toHaveLength(1);
  });
});
