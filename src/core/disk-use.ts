/** What `statfs` says of a disk, in blocks. */
export interface DiskBlocks {
  blocks: number;
  bfree: number;
  /** What is left to whoever is not root. */
  bavail: number;
}

/** Over the limit; once it was told, until it is 2 below it, so that a disk at the limit is not told again and again. */
const easeBy = 2;

/** Used, of what an ordinary process could use, in percent; as `df` counts. Pure. */
export function diskPercent({ blocks, bfree, bavail }: DiskBlocks): number {
  const used = blocks - bfree;
  return used + bavail === 0 ? 0 : (100 * used) / (used + bavail);
}

export function isNearlyFull(percent: number, limit: number, wasTold: boolean): boolean {
  return percent >= (wasTold ? limit - easeBy : limit);
}
