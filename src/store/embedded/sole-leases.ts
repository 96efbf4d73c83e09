import type { Lease, Leases } from '#core/leases.ts';

const always: Lease = {
  renew: async () => true,
  release: async () => {},
};

/** For a data folder that one process holds by its lock: everything is that process's, also right after a crash. */
export const soleLeases: Leases = {
  acquire: async () => always,
  claim: async () => true,
};
