/** Held by one process at a time, for a term that it must renew. */
export interface Lease {
  /** Another term. False when it has been lost: the work under it must stop at once. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** What replicas agree by who does what. Throws TemporaryFailure when the store cannot answer. */
export interface Leases {
  /** Undefined when another process holds it. */
  acquire(name: string): Promise<Lease | undefined>;
  /** True for the first that asks for this name, ever (within a day), and for nobody else. */
  claim(name: string): Promise<boolean>;
}

/**
 * How long a lease lasts that is not renewed, in ms: so long a lane rests after its replica has died. With the 5 s until
 * another one looks (`lookEveryMs`) a lane is silent for 30 s at most.
 */
export const leaseTermMs = 25_000;
