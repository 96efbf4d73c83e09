import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import { detect, isMatch } from './detect.ts';

const connections = (...list: Json[]): JsonObject => ({ connections: list });
const tcp = { protocol: 'TCP', ip: '10.1.2.3' };
const udp = { protocol: 'udp', ip: '192.0.2.1' };
const mixed = { protocol: 'tcp', ip: '192.0.2.1' };

describe('predicates bound to one element', () => {
  const body = { protocol: 'tcp', 'ip|cidr': '10.0.0.0/8' };
  test.each<[string, JsonObject, boolean]>([
    ['any', connections(udp, tcp), true],
    ['any', connections(udp, mixed, { ip: '10.0.0.1' }), false],
    ['any', connections(), false],
    ['any', {}, false],
    ['any', { connections: null }, false],
    ['any', { connections: tcp }, true],
    ['all', connections(tcp, tcp), true],
    ['all', connections(tcp, udp), false],
    ['all', connections(), false],
    ['all', {}, false],
    ['all_or_empty', connections(tcp, udp), false],
    ['all_or_empty', connections(), true],
    ['all_or_empty', {}, true],
    ['all_or_empty', connections(tcp), true],
    ['none', connections(udp, mixed), true],
    ['none', connections(udp, tcp), false],
    ['none', connections(), true],
    ['none', {}, true],
    ['0', connections(tcp, udp), true],
    ['0', connections(udp, tcp), false],
    ['-1', connections(udp, tcp), true],
    ['2', connections(udp, tcp), false],
    ['0', {}, false],
  ])('[%s] over %j is %s', (selector, record, matches) => {
    expect(isMatch({ [`connections[${selector}]`]: body }, record)).toBe(matches);
  });
});

test('a single predicate is written behind the selector', () => {
  const record = { tags: ['admin-x', 'dev'], rules: [{ ip: ['123.1', '123.2'] }, { ip: ['9'] }], deep: [[1, 2], [3]] };
  expect(isMatch({ 'tags[any]|contains': 'min' }, record)).toBe(true);
  expect(isMatch({ 'tags[all]|contains': 'min' }, record)).toBe(false);
  expect(isMatch({ 'tags[0]': 'admin-x' }, record)).toBe(true);
  expect(isMatch({ 'tags[-1]': 'DEV' }, record)).toBe(true);
  expect(isMatch({ 'tags[5]|exists': false }, record)).toBe(true);
  expect(isMatch({ 'rules[any].ip[all]|startswith': '123' }, record)).toBe(true);
  expect(isMatch({ 'rules[all].ip[all]|startswith': '123' }, record)).toBe(false);
  expect(isMatch({ 'rules[1].ip': '9' }, record)).toBe(true);
  expect(isMatch({ 'rules[0].ip[1]': '123.2' }, record)).toBe(true);
  expect(isMatch({ 'deep[any][all]': [1, 2] }, record)).toBe(true);
  expect(isMatch({ 'deep[all][any]': 3 }, record)).toBe(false);
  expect(isMatch({ 'tags[none]': ['x', 'y'] }, record)).toBe(true);
  expect(isMatch({ 'tags[any]': { '.|endswith': 'x', '.|startswith': 'admin' } }, record)).toBe(true);
});

test('a bracket that is escaped or holds no selector is part of the name', () => {
  expect(isMatch({ 'args\\[0\\]': 'x' }, { 'args[0]': 'x' })).toBe(true);
  expect(isMatch({ 'items[]': 'x' }, { 'items[]': 'x' })).toBe(true);
});

test('a list of maps in a block is or', () => {
  const selection = { 'connections[all]': [{ protocol: 'tcp' }, { ip: '192.0.2.1' }] };
  expect(isMatch(selection, connections(tcp, udp))).toBe(true);
  expect(isMatch(selection, connections(tcp, { protocol: 'icmp' }))).toBe(false);
});

test('a field named condition that is no text is a field', () => {
  const bindings = (condition: Json): JsonObject => ({ bindings: [{ role: 'owner', condition }] });
  const selection = { 'bindings[any]': { role: 'owner', condition: null } };
  expect(isMatch(selection, bindings(null))).toBe(true);
  expect(isMatch(selection, bindings({ expression: 'true' }))).toBe(false);
});

describe('a security group wider than /8 on something that is not the web', () => {
  const detection = detect({
    wide: {
      'IpPermissions[any]': {
        condition: '(v4 or v6) and not web',
        v4: { 'IpRanges[any]': { 'CidrIp|wider_than': 8 } },
        v6: { 'Ipv6Ranges[any]': { 'CidrIpv6|wider_than': 32 } },
        web: { IpProtocol: 'tcp', FromPort: [80, 443], ToPort: [80, 443] },
      },
    },
    condition: 'wide',
  });
  const permission = (port: number, v4: string[], v6: string[] = []): JsonObject => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: v4.map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: v6.map((CidrIpv6) => ({ CidrIpv6 })),
  });
  const is = (...IpPermissions: JsonObject[]): boolean => detection.matches({ fields: { IpPermissions } });
  test('a /3 on ssh, a /0 of IPv6, and one bad permission among good ones match', () => {
    expect(is(permission(22, ['32.0.0.0/3']))).toBe(true);
    expect(is(permission(22, [], ['::/0']))).toBe(true);
    expect(is(permission(443, ['0.0.0.0/0']), permission(22, ['10.0.0.0/8', '0.0.0.0/0']))).toBe(true);
  });
  test('the web, a /8, a /32 of IPv6 and two halves of a match in two permissions do not', () => {
    expect(is(permission(443, ['0.0.0.0/0']))).toBe(false);
    expect(is(permission(22, ['10.0.0.0/8'], ['2001:db8::/32']))).toBe(false);
    expect(is(permission(443, ['0.0.0.0/0']), permission(22, ['10.0.0.0/8']))).toBe(false);
    expect(is()).toBe(false);
  });
  test('the fields that it asks for are told with the way through the lists', () => {
    expect(detection.fields.map(({ field }) => field)).toEqual([
      'IpPermissions',
      'IpPermissions.IpRanges',
      'IpPermissions.IpRanges.CidrIp',
      'IpPermissions.Ipv6Ranges',
      'IpPermissions.Ipv6Ranges.CidrIpv6',
      'IpPermissions.IpProtocol',
      'IpPermissions.FromPort',
      'IpPermissions.ToPort',
    ]);
    expect(detection.fields[2]?.path).toEqual([
      'wide',
      'IpPermissions[any]',
      'v4',
      'IpRanges[any]',
      'CidrIp|wider_than',
    ]);
  });
});

test('facts are facts within an element too', () => {
  const selection = { 'a[any]': { b: 'x', 'facts.country': 'DE' } };
  expect(isMatch(selection, { a: [{ b: 'x' }] }, { fact: () => 'DE' })).toBe(true);
  expect(isMatch(selection, { a: [{ b: 'x', facts: { country: 'DE' } }] }, { fact: () => null })).toBe(false);
});
