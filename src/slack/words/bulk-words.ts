import type { BulkAction, BulkResult } from '#pipeline/bulk-desk.ts';

export type BulkDeed = BulkAction['do'];

/** The texts of acting on many cases at once. Arguments are already escaped for where they go. */
export interface BulkWords {
  /** On the button; without a count when it is not known exactly. */
  all: Record<BulkDeed, (count: number | undefined) => string>;
  title: Record<BulkDeed, string>;
  submit: Record<BulkDeed, (count: number) => string>;
  about(count: number, query: string): string;
  /** That what matches from now on is left alone. */
  fixed: string;
  tooMany(total: number, isMore: boolean, most: number): string;
  /** The plan is too old. */
  gone: string;
  done(did: BulkDeed, result: BulkResult): string;
  undone(result: BulkResult): string;
  tooLate: string;
}
