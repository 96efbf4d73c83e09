import { randomUUID } from 'node:crypto';
import { leaseTermMs, type Lease, type Leases } from '#core/leases.ts';
import type { Item, Table } from '#core/table.ts';

interface Held {
  /** Another one for each time that it was acquired. */
  holder: string;
  /** Milliseconds since 1970, by the clock of the holder. */
  until: number;
}

const dayInSeconds = 86_400;

/**
 * Leases by conditional writes of a table that all replicas share. A replica whose clock runs ahead by more than half a
 * term could take what another still works under; the writes under a lease are conditional all the same.
 */
export function openTableLeases(table: Table, { now }: { now: () => Date }): Leases {
  const itemOf = (name: string, holder: string, v: number): Item => {
    const until = now().getTime() + leaseTermMs;
    const held: Held = { holder, until };
    return { pk: `lease#${name}`, sk: 'lease', v, body: { ...held }, expires: Math.floor(until / 1000) + dayInSeconds };
  };
  return {
    async acquire(name) {
      const [item] = await table.get([{ pk: `lease#${name}`, sk: 'lease' }]);
      if (item !== undefined && heldBy(item).until > now().getTime()) return undefined;
      const holder = randomUUID();
      const taken = itemOf(name, holder, (item?.v ?? 0) + 1);
      const { conflicts } = await table.write([{ put: taken, when: item === undefined ? 'absent' : { v: item.v } }]);
      return conflicts.length === 0 ? leaseOf(table, taken, (v) => itemOf(name, holder, v)) : undefined;
    },
    async claim(name) {
      const at = now().getTime();
      const item: Item = {
        pk: `claim#${name}`,
        sk: 'claim',
        v: 1,
        body: { at },
        expires: Math.floor(at / 1000) + dayInSeconds,
      };
      return (await table.write([{ put: item, when: 'absent' }])).conflicts.length === 0;
    },
  };
}

function leaseOf(table: Table, taken: Item, itemOf: (v: number) => Item): Lease {
  const { pk, sk } = taken;
  let { v } = taken;

  /** A renewal may have been written though nobody heard of it: then the version is another one, and the holder is still us. */
  async function isStillOurs(): Promise<boolean> {
    const [item] = await table.get([{ pk, sk }]);
    if (item === undefined || heldBy(item).holder !== heldBy(taken).holder) return false;
    v = item.v;
    return true;
  }

  async function writeOurs(writeAt: () => Parameters<Table['write']>[0]): Promise<boolean> {
    if ((await table.write(writeAt())).conflicts.length === 0) return true;
    return (await isStillOurs()) && (await table.write(writeAt())).conflicts.length === 0;
  }

  return {
    async renew() {
      const isOurs = await writeOurs(() => [{ put: itemOf(v + 1), when: { v } }]);
      if (isOurs) v += 1;
      return isOurs;
    },
    async release() {
      // Where it was lost it is another's to release.
      await writeOurs(() => [{ remove: { pk, sk }, when: { v } }]);
    },
  };
}

function heldBy(item: Item): Held {
  return item.body as unknown as Held;
}
