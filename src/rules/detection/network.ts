/** An address: 4 or 16 bytes. */
export type Address = number[];

export interface Network {
  address: Address;
  /** Length of the prefix, in bits. */
  width: number;
}

/** Reads an IPv4 or IPv6 address; undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined;
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or an address alone, which is a network of one. */
export function parseNetwork(text: string): Network | undefined {
  const [before = '', behind, ...more] = text.split('/');
  const address = parseAddress(before);
  if (address === undefined || more.length > 0) return undefined;
  const bits = address.length * 8;
  if (behind === undefined) return { address, width: bits };
  if (!/^\d{1,3}$/.test(behind) || Number(behind) > bits) return undefined;
  return { address, width: Number(behind) };
}

export function contains({ address, width }: Network, other: Address): boolean {
  if (address.length !== other.length) return false;
  for (let at = 0; at * 8 < width; at += 1) {
    const mask = 0xff & (0xff << Math.max(0, 8 - (width - at * 8)));
    if (((address[at] ?? 0) & mask) !== ((other[at] ?? 0) & mask)) return false;
  }
  return true;
}

function parseV4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseV6(text: string): Address | undefined {
  const [front = '', back, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const head = groupsOf(front);
  const tail = back === undefined ? [] : groupsOf(back);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (back === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** The bytes of some groups; the last may be an IPv4 address. */
function groupsOf(text: string): Address | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [at, group] of groups.entries()) {
    if (at === groups.length - 1 && group.includes('.')) {
      const v4 = parseV4(group);
      if (v4 === undefined) return undefined;
      bytes.push(...v4);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
      const number = Number.parseInt(group, 16);
      bytes.push(number >> 8, number & 0xff);
    }
  }
  return bytes;
}
