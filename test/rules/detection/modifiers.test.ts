import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import { isMatch } from './detect.ts';

function holds(title: string, rows: [JsonObject, JsonObject, boolean][]): void {
  test.each(rows)(`${title}: %j over %j is %s`, (selection, record, matches) => {
    expect(isMatch(selection, record)).toBe(matches);
  });
}

holds('re', [
  [{ 'a|re': '.+:assumed-role/aws:.+' }, { a: 'arn:aws:sts::1:assumed-role/aws:ec2/i-1' }, true],
  [{ 'a|re': '.+:assumed-role/aws:.+' }, { a: 'arn:aws:sts::1:assumed-role/mine/i-1' }, false],
  [{ 'a|re': 'b' }, { a: 'abc' }, true],
  [{ 'a|re': 'B' }, { a: 'abc' }, false],
  [{ 'a|re|i': 'B' }, { a: 'abc' }, true],
  [{ 'a|re': '^b$' }, { a: 'a\nb\nc' }, false],
  [{ 'a|re|m': '^b$' }, { a: 'a\nb\nc' }, true],
  [{ 'a|re': 'a.b' }, { a: 'a\nb' }, false],
  [{ 'a|re|s': 'a.b' }, { a: 'a\nb' }, true],
  [{ 'a|re|i|m|s': '^B.c' }, { a: 'a\nb\nc' }, true],
  [{ 'a|re': ['x', '^\\d+$'] }, { a: 42 }, true],
  [{ 'a|re': '^true$' }, { a: [false, true] }, true],
  [{ 'a|re|all': ['a', 'b'] }, { a: 'ba' }, true],
  [{ 'a|re|contains': '^b' }, { a: 'bc' }, true],
  [{ 'a|re': 'ab?cd' }, { a: 'acd' }, true],
  [{ 'a|re': 'abc*d' }, { a: 'abd' }, true],
  [{ 'a|re': 'abc{0,1}de' }, { a: 'abde' }, true],
  [{ 'a|re': '(?i)ABC' }, { a: 'xabc' }, true],
  [{ 'a|re': 'abc|xyz' }, { a: 'xyz' }, true],
  [{ 'a|re': '[abc]def\\.g' }, { a: 'bdef.g' }, true],
  [{ 'a|re': 'x' }, {}, false],
  [{ 'a|re|neq': '^x' }, { a: 'yx' }, true],
  [{ 'a|re|neq': '^x' }, {}, false],
]);

holds('numbers', [
  [{ 'a|lt': 5 }, { a: 4.5 }, true],
  [{ 'a|lt': 5 }, { a: 5 }, false],
  [{ 'a|lte': 5 }, { a: '5' }, true],
  [{ 'a|gt': '5' }, { a: 6 }, true],
  [{ 'a|gte': 5 }, { a: [1, 5] }, true],
  [{ 'a|gt': 5 }, { a: 'many' }, false],
  [{ 'a|gt': 5 }, { a: '' }, false],
  [{ 'a|gt': -1 }, { a: true }, false],
  [{ 'a|gt': 5 }, { a: null }, false],
  [{ 'a|gt': 5 }, {}, false],
  [{ 'a|lt': 5 }, { a: '1e0' }, true],
]);

holds('neq is a value, and none of these', [
  [{ 'a|neq': 'x' }, { a: 'y' }, true],
  [{ 'a|neq': 'x' }, { a: 'X' }, false],
  [{ 'a|neq': 'x' }, {}, false],
  [{ 'a|neq': 'x' }, { a: null }, false],
  [{ 'a|neq': ['x', 'y'] }, { a: 'y' }, false],
  [{ 'a|neq': ['x', 'y'] }, { a: 'z' }, true],
  [{ 'a|neq|all': ['x', 'y'] }, { a: 'y' }, false],
  [{ 'a|neq': 1 }, { a: 2 }, true],
  [{ 'a|neq': 1 }, { a: '1' }, false],
  [{ 'a|neq': 'x' }, { a: ['x', 'y'] }, false],
  [{ 'a|neq': 'x' }, { a: ['z', 'y'] }, true],
  [{ 'a|contains|neq': 'x' }, { a: 'axa' }, false],
  [{ 'a|contains|neq': 'x' }, { a: 'aya' }, true],
  [{ 'a|neq': 'x' }, { a: [] }, true],
  [{ 'a|neq': null }, { a: 'x' }, true],
  [{ 'a|neq': null }, { a: [1, null] }, false],
  [{ 'a|neq': null }, { a: null }, false],
  [{ 'a|neq': null }, {}, false],
  [{ 'a|cidr|neq': '10.0.0.0/8' }, { a: '192.0.2.1' }, true],
  [{ 'a|cidr|neq': '10.0.0.0/8' }, { a: '10.1.2.3' }, false],
]);

holds('fieldref', [
  [{ 'a|fieldref': 'b' }, { a: 'X', b: 'x' }, true],
  [{ 'a|fieldref|cased': 'b' }, { a: 'X', b: 'x' }, false],
  [{ 'a|fieldref': 'b' }, { a: 1, b: '1' }, true],
  [{ 'a|fieldref': 'b' }, { a: 'x' }, false],
  [{ 'a|fieldref': 'b' }, {}, false],
  [{ 'a|fieldref': 'b' }, { a: null, b: null }, false],
  [{ 'a|fieldref': 'b.c' }, { a: 'x', b: [{ c: 'y' }, { c: 'x' }] }, true],
  [{ 'a|fieldref': 'b' }, { a: ['q', 'x'], b: ['y', ['x']] }, true],
  [{ 'a|fieldref': ['b', 'c'] }, { a: 'x', b: 'y', c: 'x' }, true],
  [{ 'a|fieldref|all': ['b', 'c'] }, { a: 'x', b: 'y', c: 'x' }, false],
  [{ 'a|fieldref|contains': 'b' }, { a: 'arn:user/bob', b: 'BOB' }, true],
  [{ 'a|fieldref|contains': 'b' }, { a: 'arn:user/bob', b: 'b*b' }, false],
  [{ 'a|fieldref|startswith': 'b' }, { a: 'bob@x', b: 'bob' }, true],
  [{ 'a|fieldref|endswith': 'b' }, { a: 'bob@x', b: 'bob' }, false],
  [{ 'a|fieldref|endswith': 'b' }, { a: 'user/bob', b: 'bob' }, true],
  [{ 'a|fieldref|neq': 'b' }, { a: 'x', b: 'y' }, true],
  [{ 'a|fieldref|neq': 'b' }, { a: 'x', b: 'x' }, false],
  [{ 'a|fieldref|neq': 'b' }, { a: 'x' }, false],
]);

holds('cidr', [
  [{ 'a|cidr': '10.0.0.0/8' }, { a: '10.255.0.1' }, true],
  [{ 'a|cidr': '10.0.0.0/8' }, { a: '11.0.0.1' }, false],
  [{ 'a|cidr': '192.0.2.64/26' }, { a: '192.0.2.127' }, true],
  [{ 'a|cidr': '192.0.2.64/26' }, { a: '192.0.2.128' }, false],
  [{ 'a|cidr': '0.0.0.0/0' }, { a: '8.8.8.8' }, true],
  [{ 'a|cidr': '0.0.0.0/0' }, { a: '::1' }, false],
  [{ 'a|cidr': '192.0.2.1' }, { a: '192.0.2.1' }, true],
  [{ 'a|cidr': ['172.16.0.0/12', '2001:db8::/32'] }, { a: '2001:DB8:1::5' }, true],
  [{ 'a|cidr': '2001:db8::/33' }, { a: '2001:db8:8000::' }, false],
  [{ 'a|cidr': '::/0' }, { a: '::ffff:10.0.0.1' }, true],
  [{ 'a|cidr': 'fe80::/10' }, { a: 'febf::1' }, true],
  [{ 'a|cidr': '10.0.0.0/8' }, { a: ['x', '10.0.0.1'] }, true],
  [{ 'a|cidr': '10.0.0.0/8' }, { a: 'ec2.amazonaws.com' }, false],
  [{ 'a|cidr': '10.0.0.0/8' }, { a: '10.0.0' }, false],
  [{ 'a|cidr': '10.0.0.0/8' }, { a: '10.0.0.01' }, false],
  [{ 'a|cidr': '10.0.0.0/8' }, { a: 10 }, false],
]);

const when = '2024-12-30T23:07:09Z';
holds('parts of dates, in UTC', [
  [{ 'a|minute': 7 }, { a: when }, true],
  [{ 'a|hour': 23 }, { a: when }, true],
  [{ 'a|day': [1, 30] }, { a: when }, true],
  [{ 'a|week': 1 }, { a: when }, true],
  [{ 'a|week': 53 }, { a: '2021-01-03' }, true],
  [{ 'a|month': 12 }, { a: when }, true],
  [{ 'a|year': '2024' }, { a: when }, true],
  [{ 'a|hour|gte': 22 }, { a: when }, true],
  [{ 'a|hour|lt': 22 }, { a: when }, false],
  [{ 'a|hour|neq': 23 }, { a: when }, false],
  [{ 'a|hour': 0 }, { a: 1_735_603_629 }, true],
  [{ 'a|year': 2024 }, { a: 1_735_513_629_000 }, true],
  [{ 'a|hour': 21 }, { a: '2024-12-30T23:07:09+02:00' }, true],
  [{ 'a|hour': 23 }, { a: '2024-12-30 23:07:09.123456789' }, true],
  [{ 'a|hour': 23 }, { a: 'yesterday' }, false],
  [{ 'a|day': 0 }, { a: {} }, false],
]);

holds('encodings', [
  [{ 'a|base64': 'foo' }, { a: 'Zm9v' }, true],
  [{ 'a|base64': 'a\\*' }, { a: 'YSo=' }, true],
  [{ 'a|base64|contains': 'foo' }, { a: 'xxZm9vxx' }, true],
  [{ 'a|base64|cased': 'foo' }, { a: 'zm9v' }, false],
  [{ 'a|base64offset|contains': 'foobar' }, { a: Buffer.from('xfoobarx').toString('base64') }, true],
  [{ 'a|base64offset|contains': 'foobar' }, { a: Buffer.from('xyfoobarx').toString('base64') }, true],
  [{ 'a|base64offset|contains': 'foobar' }, { a: Buffer.from('xyzfoobarx').toString('base64') }, true],
  [{ 'a|base64offset|contains': 'foobar' }, { a: Buffer.from('xyzfooxbarx').toString('base64') }, false],
  [{ 'a|wide|base64offset|contains': 'cmd' }, { a: Buffer.from('x cmd /c', 'utf16le').toString('base64') }, true],
  [{ 'a|utf16le|base64': 'cmd' }, { a: 'YwBtAGQA' }, true],
  [{ 'a|utf16be|base64': 'cmd' }, { a: 'AGMAbQBk' }, true],
  [{ 'a|utf16|base64': 'cmd' }, { a: '//5jAG0AZAA=' }, true],
  [{ 'a|wide': 'ab' }, { a: 'a\u0000b\u0000' }, true],
  [{ 'a|base64': 'ä' }, { a: 'w6Q=' }, true],
  [
    { 'a|base64offset|contains|all': ['foobar', 'secret'] },
    { a: Buffer.from('xfoobar secret').toString('base64') },
    true,
  ],
]);

test.each(['-', '/', '–', '—', '―'])('windash takes %s for a dash', (dash) => {
  expect(isMatch({ 'a|windash|contains': ' -enc ' }, { a: `powershell ${dash}ENC x` })).toBe(true);
  expect(isMatch({ 'a|contains|windash': ['nothing', ' /enc -x'] }, { a: `powershell ${dash}enc ${dash}x` })).toBe(
    true,
  );
  expect(isMatch({ 'a|windash|contains': ' -enc ' }, { a: 'powershell +enc x' })).toBe(false);
});

test('placeholders are filled from the lists', () => {
  const lists = { home: ['DE', 'J?'], office: ['10.0.0.0/8', '192.0.2.0/24'], none: [], one: ['a', 1] };
  const is = (selection: Json, a: Json): boolean => isMatch(selection, { a }, { lists });
  expect(is({ 'a|expand': '%home%' }, 'de')).toBe(true);
  expect(is({ 'a|expand': '%home%' }, 'JP')).toBe(true);
  expect(is({ 'a|expand': '%home%' }, 'US')).toBe(false);
  expect(is({ 'a|expand': ['US', '%home%'] }, 'us')).toBe(true);
  expect(is({ 'a|cidr|expand': '%office%' }, '192.0.2.9')).toBe(true);
  expect(is({ 'a|expand|cidr': '%office%' }, '198.51.100.1')).toBe(false);
  expect(is({ 'a|expand|startswith': 'x-%one%-%home%' }, 'x-1-de-y')).toBe(true);
  expect(is({ 'a|expand': '%none%' }, '')).toBe(false);
  expect(is({ 'a|expand|neq': '%none%' }, 'x')).toBe(true);
  expect(is({ 'a|expand': '\\%home\\%' }, '%home%')).toBe(true);
  expect(is({ a: '%home%' }, '%home%')).toBe(true);
  expect(is({ a: '%home%' }, 'DE')).toBe(false);
  expect(is({ '|expand': '%home%' }, 'made in de')).toBe(true);
});

test('wider_than looks at the width of a network', () => {
  const is = (a: Json): boolean => isMatch({ 'a|wider_than': 8 }, { a });
  expect(['0.0.0.0/0', '32.0.0.0/3', '::/7', ['10.0.0.0/8', '10.0.0.0/7']].map(is)).toEqual([true, true, true, true]);
  expect(['10.0.0.0/8', '10.0.0.1', 'any', '10.0.0.0/x', null, 4].map(is)).toEqual(Array(6).fill(false));
});

test('older_than and newer_than look at the time since', () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  const is = (selection: Json, a: Json): boolean => isMatch(selection, { a }, { now });
  expect(is({ 'a|older_than': '90d' }, '2025-10-01T00:00:00Z')).toBe(true);
  expect(is({ 'a|older_than': '90d' }, '2026-01-01T00:00:00Z')).toBe(false);
  expect(is({ 'a|older_than': '1h' }, now / 1000 - 3601)).toBe(true);
  expect(is({ 'a|older_than': '1h' }, now - 3_599_000)).toBe(false);
  expect(is({ 'a|older_than': '1h' }, '2026-01-31T11:00:00Z')).toBe(false);
  expect(is({ 'a|newer_than': '1h' }, '2026-01-31T11:00:00Z')).toBe(false);
  expect(is({ 'a|newer_than': '1h' }, '2026-01-31T11:00:01Z')).toBe(true);
  expect(is({ 'a|newer_than': '1h' }, 'N/A')).toBe(false);
  expect(isMatch({ 'a|older_than': '1h' }, { a: '2020-01-01' })).toBe(false);
});

test('facts are looked up, never read from the record, and unknown ones are absent', () => {
  const fact = (name: string): Json | undefined =>
    ({ country: 'DE', unknown: null, 'first_seen.userAgent': true })[name];
  const record = { facts: { country: 'US', spoofed: 'yes' } };
  const is = (selection: Json): boolean => isMatch(selection, record, { fact });
  expect(is({ 'facts.country': 'de' })).toBe(true);
  expect(is({ 'facts.country': 'us' })).toBe(false);
  expect(is({ 'facts.spoofed': 'yes' })).toBe(false);
  expect(is({ 'facts.unknown': null })).toBe(true);
  expect(is({ 'facts.unknown|exists': true })).toBe(false);
  expect(is({ 'facts.first_seen.userAgent': 'true' })).toBe(true);
  expect(isMatch({ 'facts.country': null }, record)).toBe(true);
});
