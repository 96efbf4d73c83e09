import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json.ts';
import type { InlineTest } from '#rules/testing/inline-test.ts';
import { readTest } from '#rules/testing/read-test.ts';
import type { Rule } from '#rules/rule.ts';

function testOf(said: JsonObject, kind: Rule['kind'] = 'detection'): InlineTest {
  const read = readTest(said, kind);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.test;
}

function faultsOf(said: JsonObject, kind: Rule['kind'] = 'detection'): string[] {
  const read = readTest(said, kind);
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
}

describe('a test of events', () => {
  it('may be one record', () => {
    expect(testOf({ name: 'n', event: { eventName: 'X' }, expect: { alerts: 1, level: 'informational' } })).toEqual({
      name: 'n',
      kind: 'events',
      facts: {},
      events: [{ at: undefined, record: { eventName: 'X' } }],
      expect: { alerts: 1, level: 'none' },
    });
  });

  it('repeats a template at even distances, and numbers what asks for it', () => {
    const test = testOf({
      name: 'n',
      template: { eventName: 'ConsoleLogin', user: { name: 'u{n}', type: 'x' } },
      events: [
        { at: '1m', repeat: 3, every: '30s' },
        { at: '5m', user: { name: 'other' }, errorCode: null },
      ],
      expect: { alerts: 1, at: '2m' },
    });
    expect(test).toMatchObject({
      events: [
        { at: 60_000, record: { eventName: 'ConsoleLogin', user: { name: 'u1', type: 'x' } } },
        { at: 90_000, record: { user: { name: 'u2', type: 'x' } } },
        { at: 120_000, record: { user: { name: 'u3' } } },
        { at: 300_000, record: { user: { name: 'other', type: 'x' }, errorCode: null } },
      ],
      expect: { alerts: 1, at: [120_000] },
    });
  });

  it('may say its records below event, or name a file', () => {
    const test = testOf({
      name: 'n',
      template: { a: 1 },
      events: [{ at: '0s', event: { b: 2 } }],
      expect: { alerts: 0 },
    });
    expect(test).toMatchObject({ events: [{ at: 0, record: { a: 1, b: 2 } }] });
    expect(testOf({ name: 'n', file: 'fixtures/x.json', expect: { alerts: 3 } })).toMatchObject({
      file: 'fixtures/x.json',
      events: [],
    });
  });

  it('keeps a key named __proto__ as a key', () => {
    const record = JSON.parse('{"__proto__": {"polluted": 1}}') as JsonObject;
    const test = testOf({ name: 'n', template: { a: 1 }, event: record, expect: { alerts: 0 } });
    expect(JSON.stringify(test)).toContain('"polluted":1');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each<[string, JsonObject, string]>([
    ['no name', { event: {}, expect: { alerts: 1 } }, 'name: expected a name: a sentence that says what holds'],
    [
      'nothing to look at',
      { name: 'n', expect: { alerts: 1 } },
      ': expected event, events or file, and only one of them',
    ],
    [
      'two things',
      { name: 'n', event: {}, file: 'x', expect: { alerts: 1 } },
      ': expected event, events or file, and only one of them',
    ],
    ['a misspelt key', { name: 'n', event: {}, expects: {} }, ': Unrecognized key: "expects"'],
    [
      'a length that is none',
      { name: 'n', events: [{ at: 'soon' }], expect: { alerts: 1 } },
      'events.0.at: expected a length of time like 0s, 90s or 5m',
    ],
    [
      'a million events',
      { name: 'n', events: [{ repeat: 1_000_000 }], expect: { alerts: 1 } },
      'events.0.repeat: expected at most 10000',
    ],
    ['half an alert', { name: 'n', event: {}, expect: { alerts: 0.5 } }, 'expect.alerts: expected a whole number'],
    [
      'an unknown level',
      { name: 'n', event: {}, expect: { alerts: 1, level: 'severe' } },
      'expect.level: expected one of none, low, medium, high, critical',
    ],
  ])('names what is wrong: %s', (_, said, fault) => {
    expect(faultsOf(said)).toContain(fault);
  });
});

describe('tests of other kinds', () => {
  it('are read as their kind wants them', () => {
    expect(testOf({ name: 'n', resource: { a: 1 }, expect: { open: true } }, 'config')).toMatchObject({
      kind: 'resource',
      expect: { open: true },
    });
    expect(
      testOf(
        { name: 'n', alert: { level: 'high', source: 'x' }, facts: { a: null }, expect: { level: 'critical' } },
        'severity',
      ),
    ).toMatchObject({ level: 'high', subject: { alert: { source: 'x' } }, expect: { levels: ['critical'] } });
    expect(
      testOf({ name: 'n', alert: {}, update: { deleted: true }, expect: { closed: true, reason: 'fixed' } }, 'close'),
    ).toMatchObject({ subject: { alert: {}, update: { deleted: true } } });
    expect(
      testOf(
        { name: 'n', alerts: [{ id: 'a' }, { alert: { id: 'b' }, update: { c: 1 } }], expect: { same: true } },
        'identity',
      ),
    ).toMatchObject({
      subjects: [{ alert: { id: 'a' } }, { alert: { id: 'b' }, update: { c: 1 } }],
    });
    expect(testOf({ name: 'n', alert: { id: 'a' }, expect: { silenced: false } }, 'silence')).toMatchObject({
      expect: { silenced: false },
    });
  });

  it('want one level a repeat', () => {
    const said = { name: 'n', alert: { level: 'low' }, repeat: { times: 2, every: '1h' }, expect: { levels: ['low'] } };
    expect(faultsOf(said, 'severity')).toEqual(['expect.levels: expected as many levels as repeat has times']);
    expect(faultsOf({ ...said, expect: {} }, 'severity')).toEqual([
      'expect: expected level or levels, and only one of them',
    ]);
    expect(faultsOf({ name: 'n', alerts: [{}], expect: { same: true } }, 'identity')).toEqual([
      'alerts: expected two alerts or more',
    ]);
  });
});
