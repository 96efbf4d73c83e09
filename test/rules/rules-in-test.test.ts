import { describe, expect, it } from 'vitest';
import { anAlert } from '#test/builders.ts';
import { always, findingOf, judged, severityRule } from './judge-texts.ts';

describe('a rule in test', () => {
  const test = 'status: test\n';
  const triedIn = (texts: Record<string, string>, update = {}): string[] =>
    judged(texts, { update }).tried.map(({ id }) => id);

  it('of severity changes nothing, ends nothing though it is final, and is told', () => {
    const texts = {
      'severity/1.yml': severityRule('tried', 'set: critical', `order: 1\nfinal: true\n${test}`),
      'severity/2.yml': severityRule('real', 'raise: 1', 'order: 2\n'),
      'severity/3.yml': severityRule('off', 'set: none', 'order: 3\nstatus: off\n'),
    };
    expect(findingOf(texts)).toMatchObject({ severity: 'high' });
    expect(triedIn(texts)).toEqual(['tried']);
  });

  it('of severity asks for no positions', () => {
    const repeat = 'repeat: {by: [alert.type], within: 24h, steps: [{from: 1, raise: 1}]}';
    const { needs, finding } = judged({ 'severity/1.yml': severityRule('tried', repeat, test) }, {}, () => [1]);
    expect({ needs, severity: finding.severity }).toEqual({ needs: [], severity: 'medium' });
  });

  it('of identity leaves it to the next', () => {
    const rule = (id: string, order: number, more = ''): string =>
      `id: ${id}\norder: ${order}\n${always}by: [alert.account]\n${more}`;
    const texts = { 'identity/a.yml': `${rule('tried', 1, test)}---\n${rule('real', 2)}` };
    expect(findingOf(texts).trace[0]?.rule).toBe('real');
    expect(triedIn(texts)).toEqual(['tried']);
  });

  it('of silence keeps nothing quiet', () => {
    const texts = { 'silence/a.yml': `id: tried\n${always}until: '2027-01-01'\nreason: pen test\n${test}` };
    expect(findingOf(texts).silenced).toBeUndefined();
    expect(triedIn(texts)).toEqual(['tried']);
  });

  it('of closing closes nothing, and leaves it to the next', () => {
    const rule = (id: string, more = ''): string => `id: ${id}\n${always}reason: fixed\n${more}`;
    const texts = { 'close/a.yml': `${rule('a-tried', test)}---\n${rule('b-real')}` };
    expect(findingOf(texts, { update: {} }).ends?.rule).toBe('b-real');
    expect(triedIn(texts)).toEqual(['a-tried']);
    expect(findingOf({ 'close/a.yml': rule('a-tried', test) }, { update: {} }).ends).toBeUndefined();
  });
});

describe('the level of an alert', () => {
  it.each(['info', 'informational', 'none', '[high, INFO]'])('is none when a rule calls it %s', (word) => {
    const rule = `id: r\ndetection: {s: [{alert.level: ${word}}], condition: s}\nset: critical\n`;
    const severityFrom = (nativeSeverity: string) =>
      findingOf({ 'severity/a.yml': rule }, { alert: anAlert({ nativeSeverity }) }).severity;
    expect([severityFrom('none'), severityFrom('low')]).toEqual(['critical', 'low']);
  });

  it('is a word of its own everywhere else', () => {
    const rule = `id: r\ndetection: {s: {alert.title: info}, condition: s}\nset: critical\n`;
    const given = { alert: anAlert({ title: 'info', nativeSeverity: 'low' }) };
    expect(findingOf({ 'severity/a.yml': rule }, given).severity).toBe('critical');
  });
});

describe('the usual identity', () => {
  it('is what it was before there were rules: cases that are kept are found again', () => {
    const { fingerprint } = findingOf({});
    expect(fingerprint).toBe('b11b51be883fd1c4baf86db6250a6a64560958b946b329cb6682a10f150c0ae9');
  });
});

describe('a step of the trace', () => {
  it('shows long values cut, and few of many', () => {
    const update = {
      userAgent: `evil\u202e<!channel>${'y'.repeat(1_000_000)}`,
      list: Array.from({ length: 10_000 }, () => ({ deep: 'x'.repeat(100) })),
    };
    const detection =
      'detection: {s: {"update.userAgent|contains": evil, "update.list.deep|contains": x}, condition: s}';
    const { trace, severity } = findingOf({ 'severity/a.yml': `id: r\n${detection}\nraise: 1\n` }, { update });
    expect(severity).toBe('high');
    expect(JSON.stringify(trace).length).toBeLessThan(2000);
    expect(JSON.stringify(trace)).not.toContain('\u202e');
  });
});
