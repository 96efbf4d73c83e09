import type { Explanation } from '../detection/detection.ts';

/** A part of a detection that is asked about a field, and what the tests have seen of it. */
export interface CoveredLeaf {
  path: PropertyKey[];
  what: string;
  /** Whether it ever held, and ever did not, in a test. */
  held: boolean;
  failed: boolean;
}

/** Gathers what the tests of one rule have seen. */
export interface Coverage {
  note(explanation: Explanation): void;
  leaves(): CoveredLeaf[];
}

export function createCoverage(): Coverage {
  const leaves = new Map<string, CoveredLeaf>();
  function note({ matched, what, parts, path }: Explanation): void {
    for (const part of parts) note(part);
    if (parts.length > 0) return;
    const name = JSON.stringify([path.map(String), what]);
    const leaf = leaves.get(name) ?? { path, what, held: false, failed: false };
    leaves.set(name, { ...leaf, held: leaf.held || matched, failed: leaf.failed || !matched });
  }
  return { note, leaves: () => [...leaves.values()] };
}
