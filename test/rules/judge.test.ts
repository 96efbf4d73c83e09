import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json.ts';
import { fingerprintOf } from '#core/fingerprint.ts';
import { opsSource } from '#core/ops.ts';
import { recordFinding } from '#core/record-finding.ts';
import { severities } from '#core/severity.ts';
import { anAlert, noon } from '#test/builders.ts';
import { always, findingOf, severityRule } from './judge-texts.ts';

describe('identity', () => {
  const hub =
    'id: hub\ndetection: {s: {alert.source: [securityhub, guardduty]}, condition: s}\nby: [update.Title, alert.account]\n';
  const update = { Title: 'Root has no MFA' };

  it('two alerts whose values are the same are one, whatever else they say, and the trace says why', () => {
    const one = findingOf({ 'identity/a.yml': hub }, { update });
    const other = findingOf(
      { 'identity/a.yml': hub },
      { update, alert: anAlert({ source: 'securityhub', type: 'x', resource: { id: 'y', type: 'z' } }) },
    );
    expect(other.fingerprint).toBe(one.fingerprint);
    expect(findingOf({ 'identity/a.yml': hub }, { update: { Title: 'Else' } }).fingerprint).not.toBe(one.fingerprint);
    expect(one.trace[0]).toEqual({
      decides: 'identity',
      rule: 'hub',
      because: 'update.Title Root has no MFA, alert.account 111122223333',
      path: 'identity/a.yml',
      line: 1,
      values: [{ field: 'alert.source', value: 'guardduty' }],
    });
  });

  it.each<[string, JsonObject | undefined]>([
    ['no record', undefined],
    ['no such field', {}],
    ['null', { Title: null }],
    ['an empty text', { Title: '' }],
  ])('where a value is missing (%s) the rule does not decide, and the next one may', (_, record) => {
    const given = record === undefined ? {} : { update: record };
    expect(findingOf({ 'identity/a.yml': hub }, given).fingerprint).toBe(fingerprintOf(anAlert()));
    const next = 'id: next\norder: 2000\ndetection: {s: {alert.id: "*"}, condition: s}\nby: [alert.type]\n';
    expect(findingOf({ 'identity/a.yml': hub, 'identity/b.yml': next }, given).trace[0]?.rule).toBe('next');
  });

  it('the first by order decides; rules of one name meet', () => {
    const rule = (id: string, order: number, name = ''): string =>
      `id: ${id}\norder: ${order}\n${always}by: [alert.account]\n${name}`;
    const both = findingOf({ 'identity/a.yml': `${rule('a', 2)}---\n${rule('b', 1)}` });
    expect(both.trace[0]?.rule).toBe('b');
    const named = (id: string) => findingOf({ 'identity/a.yml': rule(id, 1, 'name: account') }).fingerprint;
    expect(named('a')).toBe(named('b'));
    expect(named('a')).not.toBe(both.fingerprint);
  });

  it("of Irene's own troubles is never changed", () => {
    const alert = anAlert({ source: opsSource, nativeSeverity: 'high' });
    const rule = `id: all\n${always}by: [alert.account]\n`;
    expect(findingOf({ 'identity/a.yml': rule }, { alert }).fingerprint).toBe(fingerprintOf(alert));
  });
});

describe('silence', () => {
  const silence = (id: string, until: string, detection = always): string =>
    `id: ${id}\n${detection}until: ${until}\nreason: pen test ${id}\n`;

  it('of several the longest counts, and those that have ended do not', () => {
    const texts = ['2026-03-02', '2026-03-04', '2026-03-03', '2026-02-28'].map((until, at) => silence(`s${at}`, until));
    const finding = findingOf({ 'silence/a.yml': texts.join('---\n') });
    expect(finding.silenced).toEqual({ until: '2026-03-04T23:59:59.999Z', rule: 's1', reason: 'pen test s1' });
    expect(finding.trace.filter(({ decides }) => decides === 'silence')).toMatchObject([
      { rule: 's1', because: 'silent until 2026-03-04T23:59:59.999Z: pen test s1', path: 'silence/a.yml', line: 6 },
    ]);
    expect(findingOf({ 'silence/a.yml': silence('gone', '2026-02-28') }).silenced).toBeUndefined();
    expect(findingOf({ 'silence/a.yml': silence('now', noon) }).silenced).toBeUndefined();
  });

  it('may go by the record and by the severity that the rules have given', () => {
    const bySeverity = 'detection: {s: {alert.level: high}, u: {update.tag: pentest}, condition: s and u}\n';
    const texts = {
      'silence/a.yml': silence('a', '2026-03-04', bySeverity),
      'severity/a.yml': severityRule('up', 'raise: 1'),
    };
    expect(findingOf(texts, { update: { tag: 'pentest' } }).silenced?.rule).toBe('a');
    expect(findingOf(texts, { update: { tag: 'other' } }).silenced).toBeUndefined();
    expect(findingOf(texts).silenced).toBeUndefined();
  });
});

describe('close rules', () => {
  const close = (reason: string): string => `id: over\ntitle: It is over
detection:
  passed: {update.Compliance.Status: [PASSED, NOT_AVAILABLE]}
  gone: {update.configurationItemStatus: 'ResourceDeleted*'}
  deleted: {update.deleted: 'true'}
  condition: 1 of them
reason: ${reason}\n`;
  const endBy = (update: JsonObject | undefined, reason = 'fixed_or_deleted') =>
    findingOf({ 'close/a.yml': close(reason) }, update === undefined ? {} : { update }).ends;

  it.each<[JsonObject, string, boolean]>([
    [{ Compliance: { Status: 'PASSED' } }, 'fixed', false],
    [{ Compliance: { Status: 'NOT_AVAILABLE' } }, 'fixed', true],
    [{ Compliance: { Status: 'not_available' } }, 'fixed', true],
    [{ Compliance: { Status: 'NOT_AVAILABLE' }, RecordState: 'ARCHIVED' }, 'fixed', false],
    [{ configurationItemStatus: 'ResourceDeleted' }, 'deleted', false],
    [{ configurationItemStatus: 'ResourceDeletedNotRecorded' }, 'deleted', false],
    [{ deleted: true }, 'deleted', false],
  ])('%j ends it as %s, in doubt: %s', (update, reason, isDoubtful) => {
    expect(endBy(update)).toEqual({ rule: 'over', because: 'It is over', reason, reopen: true, isDoubtful });
  });

  it('say nothing of other records, nor without one; a reason of their own stands', () => {
    expect(endBy({ Compliance: { Status: 'FAILED' } })).toBeUndefined();
    expect(endBy(undefined)).toBeUndefined();
    expect(endBy({ deleted: true }, 'expected')?.reason).toBe('expected');
  });

  it('that hear that a check could not be made close only when they hear it again', () => {
    const judgedAt = (at: string, Status: string) => {
      const alert = anAlert({ nativeSeverity: 'high', at });
      return findingOf({ 'close/a.yml': close('fixed') }, { alert, update: { Compliance: { Status } } });
    };
    const [first, later, last] = [
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T13:00:00.000Z',
      '2026-03-01T14:00:00.000Z',
    ] as const;
    const opened = recordFinding(undefined, judgedAt(first, 'FAILED'), first).case;
    const heard = recordFinding(opened, judgedAt(later, 'NOT_AVAILABLE'), later).case;
    expect(heard).toMatchObject({ status: 'open', doubt: { rule: 'over', at: later } });
    const twice = recordFinding(heard, judgedAt(last, 'NOT_AVAILABLE'), last).case;
    expect(twice).toMatchObject({ status: 'closed', reason: 'fixed', statusBy: { kind: 'rule', id: 'over' } });
    expect(twice).not.toHaveProperty('doubt');
    const failed = recordFinding(heard, judgedAt(last, 'FAILED'), last).case;
    expect(failed.status).toBe('open');
    expect(failed).not.toHaveProperty('doubt');
  });

  it('that wait for idleness end nothing that comes', () => {
    const idle = close('fixed').replace('reason: fixed', 'idle: 7d');
    expect(findingOf({ 'close/a.yml': idle }, { update: { deleted: true } }).ends).toBeUndefined();
  });
});

describe('a finding', () => {
  it('keeps what the rule that made it says about its way', () => {
    const routing = { page: 'high', channels: ['#cloud'], runbook: 'https://wiki.example.com/x' } as const;
    const rule = {
      id: 'r',
      path: 'detect/r.yml',
      line: 3,
      key: ['a', 'b'],
      values: [{ field: 'eventName', value: 'x' }],
    };
    const finding = findingOf(
      {},
      { alert: anAlert({ nativeSeverity: 'high', rule: { ...rule, routing: { ...routing, channels: ['#cloud'] } } }) },
    );
    expect(finding.routing).toEqual(routing);
    expect(finding.trace).toMatchObject([
      { decides: 'identity', rule: 'r', because: 'key a, b', path: 'detect/r.yml', line: 3, values: rule.values },
      { decides: 'severity', rule: 'r', because: 'the rule says high', path: 'detect/r.yml', line: 3 },
      { decides: 'route', because: 'account 111122223333 belongs to web' },
    ]);
    expect(findingOf({}).routing).toBeUndefined();
  });

  it('of hostile texts is judged without harm', () => {
    const evil = ['__proto__', 'constructor', '\u0000<!channel>', 'x'.repeat(100_000)];
    const texts = {
      'severity/a.yml': severityRule('up', 'raise: 1'),
      'identity/a.yml': `id: i\n${always}by: [alert.type]\n`,
    };
    for (const text of evil) {
      const facts = [{ label: text, value: text }];
      const alert = anAlert({
        id: text,
        type: text,
        account: text,
        facts,
        nativeSeverity: text,
        resource: { id: text, type: text },
      });
      const finding = findingOf(texts, {
        alert,
        update: JSON.parse(`{"__proto__": {"polluted": true}}`) as JsonObject,
      });
      expect(severities).toContain(finding.severity);
      expect(finding.project).toBe('unassigned');
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
