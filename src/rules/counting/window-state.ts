import type { Base } from './firings-of.ts';
import type { Known } from './known.ts';
import type { Mark, Place } from './mark.ts';

/** What is kept of one key. */
export interface WindowState {
  /** In their order; those that can still change something, or are in a window that can. */
  marks: Mark[];
  /** All before it is settled: what comes later for it is evaluated by itself. */
  horizon: Place;
  base: Base;
  /** Firings that are owed, or that could still be withdrawn or come back. */
  known: Known[];
}

/** What became of marks that were given. */
export interface Tally {
  counted: number;
  duplicate: number;
  /** Older than what the lateness allows. */
  late: number;
  /** From the future. */
  future: number;
  /** Marks that had to leave because a key has too many. */
  crowded: number;
}

export interface Arriving {
  marks: Mark[];
  /** Marks that are none any more: firings that were withdrawn. */
  withdrawn?: Pick<Mark, 'id' | 'rule'>[];
}

/** A clock that runs ahead by so much is still believed. */
export const futureMs = 600_000;
