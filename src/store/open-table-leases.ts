import { randomUUID } from 'node:crypto';
import { leaseTermMs, type Lease, type Leases } from '#core/leases.ts';
import type { Item, Table } from '#core/table.ts';

interface Held {
  holder: string;
  /** Milliseconds since 1970, by the clock of the holder. */
  until: number;
}

const dayInSeconds = 86_400;

/**
 * Leases by conditional writes of a table that all replicas share. A replica whose clock runs ahead by more than a term
 * could take what another still holds; the writes under a lease are conditional all the same.
 */
export function openTableLeases(table: Table, { now }: { now: () => Date }): Leases {
  const holder = randomUUID();
  const itemOf = (name: string, v: number): Item => {
    const until = now().getTime() + leaseTermMs;
    const held: Held = { holder, until };
    return { pk: `lease#${name}`, sk: 'lease', v, body: { ...held }, expires: Math.floor(until / 1000) + dayInSeconds };
  };
  return {
    async acquire(name) {
      const [item] = await table.get([{ pk: `lease#${name}`, sk: 'lease' }]);
      if (item !== undefined && (item.body as unknown as Held).until > now().getTime()) return undefined;
      const taken = itemOf(name, (item?.v ?? 0) + 1);
      const { conflicts } = await table.write([{ put: taken, when: item === undefined ? 'absent' : { v: item.v } }]);
      return conflicts.length === 0 ? leaseOf(table, taken, (v) => itemOf(name, v)) : undefined;
    },
    async claim(name) {
      const expires = Math.floor(now().getTime() / 1000) + dayInSeconds;
      const item: Item = { pk: `claim#${name}`, sk: 'claim', v: 1, body: { holder }, expires };
      return (await table.write([{ put: item, when: 'absent' }])).conflicts.length === 0;
    },
  };
}

function leaseOf(table: Table, taken: Item, itemOf: (v: number) => Item): Lease {
  let { v } = taken;
  return {
    async renew() {
      const { conflicts } = await table.write([{ put: itemOf(v + 1), when: { v } }]);
      if (conflicts.length > 0) return false;
      v += 1;
      return true;
    },
    async release() {
      // A conflict means that it was lost: then it is another's to release.
      await table.write([{ remove: { pk: taken.pk, sk: taken.sk }, when: { v } }]);
    },
  };
}
