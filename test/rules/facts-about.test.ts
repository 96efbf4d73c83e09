import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json.ts';
import type { Policy } from '#core/policy.ts';
import { factsAbout } from '#rules/facts-about.ts';

const project = { name: 'web', accounts: ['1'], channels: [], environment: 'production', owner: 'Team Web' };
const policy = { projects: [project, { name: 'lab', accounts: ['2'], channels: [] }] } as unknown as Policy;
const book = { countryOf: (address: string) => (address === '8.8.8.8' ? 'US' : undefined) };
const lists = new Map([['office_networks', ['203.0.113.0/24', '2001:db8::/32', 'nonsense']]]);

const from = (address: string): JsonObject => ({ sourceIPAddress: address });
const ask = (name: string, record?: JsonObject, account = '1', given = lists) =>
  factsAbout({ policy, lists: given }, book)({ account, ...(record === undefined ? {} : { record }) })(name);

describe('facts', () => {
  it('of an account are those of its project, and unknown where nobody says', () => {
    expect(['project', 'environment', 'owner'].map((name) => ask(name))).toEqual(['web', 'production', 'Team Web']);
    expect(['project', 'environment', 'owner'].map((name) => ask(name, undefined, '2'))).toEqual([
      'lab',
      undefined,
      undefined,
    ]);
    expect(ask('project', undefined, '3')).toBeUndefined();
  });

  it('of an address are found in the records of every product that names one', () => {
    const records: JsonObject[] = [
      from('8.8.8.8'),
      { protoPayload: { requestMetadata: { callerIp: '8.8.8.8' } } },
      { service: { action: { networkConnectionAction: { remoteIpDetails: { ipAddressV4: '8.8.8.8' } } } } },
      { finding: { access: { callerIp: '8.8.8.8' } } },
    ];
    expect(records.map((record) => ask('country', record))).toEqual(['US', 'US', 'US', 'US']);
    expect([ask('country'), ask('country', {}), ask('country', from('10.0.0.1'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('say whether an address is ours, and nothing where there is no list or no address', () => {
    const ours = (address: string) => ask('ip_is_ours', from(address));
    expect([ours('203.0.113.7'), ours('2001:db8::1'), ours('198.51.100.7')]).toEqual([true, true, false]);
    expect([ours('ec2.amazonaws.com'), ours(''), ask('ip_is_ours')]).toEqual([undefined, undefined, undefined]);
    expect(ask('ip_is_ours', from('203.0.113.7'), '1', new Map())).toBeUndefined();
  });

  it('that nobody knows yet are unknown, and hostile records do no harm', () => {
    expect(['asn', 'public_reachable', 'constructor', '__proto__'].map((name) => ask(name))).toEqual(
      Array(4).fill(undefined),
    );
    const odd: JsonObject[] = [{ sourceIPAddress: 7 }, { protoPayload: [] }, { service: { action: null } }];
    expect(odd.map((record) => ask('country', record))).toEqual([undefined, undefined, undefined]);
  });
});
