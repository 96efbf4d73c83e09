import type { Case } from './case.ts';
import type { Asking, Query } from './query/query.ts';

/** What was found: ids of cases, in the order of the query. */
export interface SearchPage {
  ids: string[];
  /** How many cases match in all, counted up to `mostCounted`. */
  total: number;
  /** There are more than `total`. */
  isMore?: true;
  /** Absent on the last page. */
  cursor?: string;
}

/** So many are counted, and so many of the newest are put in order by `sort:count` and `sort:relevance`. */
export const mostCounted = 10_000;

export interface SearchRequest extends Asking {
  query: Query;
  limit: number;
  cursor?: string;
}

/**
 * A derived index over the cases; it can be thrown away and filled again from the feed of changes.
 * Throws TemporaryFailure when it cannot answer.
 */
export interface SearchIndex {
  /** An older revision of a case never replaces a newer one. */
  put(cases: Case[]): Promise<void>;
  /** The cases that `matchesQuery` says yes to, page by page. Throws where the cursor is not of such a search. */
  find(request: SearchRequest): Promise<SearchPage>;
  /** Up to where the feed of changes has been read. Undefined: nothing is known, read it from its start. */
  position(): string | undefined;
  /** All that was put until now is kept from here on; before the first position it may be lost. */
  setPosition(position: string): Promise<void>;
}
