import type { AddressBook, FactLookup } from '#core/facts.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { projectOf } from '#core/policy.ts';
import { contains, parseAddress, parseNetwork, type Network } from './detection/network.ts';
import type { RuleSet } from './rule-set.ts';
import type { Lists } from './rule.ts';

/** What facts are about: an account, and the product's own record, which says where somebody came from. */
export interface FactsSubject {
  account: string;
  record?: JsonObject;
}

/** The list of the networks that are the team's own. */
const ownNetworks = 'office_networks';

/** What is known of things by the projects, the lists and the address book. Nothing is looked up before it is asked for. */
export function factsAbout(
  { policy, lists }: Pick<RuleSet, 'policy' | 'lists'>,
  book: AddressBook,
): (subject: FactsSubject) => FactLookup {
  return ({ account, record }) =>
    (name) => {
      switch (name) {
        case 'project':
          return projectOf(policy, account)?.name;
        case 'environment':
          return projectOf(policy, account)?.environment;
        case 'owner':
          return projectOf(policy, account)?.owner;
        case 'country':
          return withAddress(record, (address) => book.countryOf(address));
        case 'ip_is_ours':
          return withAddress(record, (address) => isOneOf(networksIn(lists), address));
        default:
          return undefined;
      }
    };
}

function withAddress<T>(record: JsonObject | undefined, work: (address: string) => T): T | undefined {
  const address = record === undefined ? undefined : addressIn(record);
  return address === undefined ? undefined : work(address);
}

/** Where a record names the address that a call or an attack came from. */
const addressPaths = [
  ['sourceIPAddress'],
  ['protoPayload', 'requestMetadata', 'callerIp'],
  ['service', 'action', 'awsApiCallAction', 'remoteIpDetails', 'ipAddressV4'],
  ['service', 'action', 'networkConnectionAction', 'remoteIpDetails', 'ipAddressV4'],
  ['service', 'action', 'kubernetesApiCallAction', 'remoteIpDetails', 'ipAddressV4'],
  ['service', 'action', 'rdsLoginAttemptAction', 'remoteIpDetails', 'ipAddressV4'],
  ['finding', 'access', 'callerIp'],
  ['access', 'callerIp'],
];

function addressIn(record: JsonObject): string | undefined {
  for (const path of addressPaths) {
    let value: Json | undefined = record;
    for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const networks = new WeakMap<Lists, Network[] | undefined>();

/** Undefined when the team has no such list: then nobody knows. */
function networksIn(lists: Lists): Network[] | undefined {
  if (networks.has(lists)) return networks.get(lists);
  const own = lists.get(ownNetworks)?.flatMap((text) => parseNetwork(String(text)) ?? []);
  networks.set(lists, own);
  return own;
}

/** Undefined for what is no address, such as the name of a service. */
function isOneOf(own: Network[] | undefined, text: string): boolean | undefined {
  const address = parseAddress(text);
  if (own === undefined || address === undefined) return undefined;
  return own.some((network) => contains(network, address));
}
