import type { QueryError } from '#core/query/query-error.ts';

/** The texts of a search. Arguments are already escaped for where they go, unless said. */
export interface SearchWords {
  found(total: number, isMore: boolean, query: string): string;
  foundNone(query: string): string;
  /** Raw, to be escaped by the caller. */
  wrong(error: QueryError): string;
  /** The heading over a query that is wrong. */
  notUnderstood: string;
  /** What to do with one. */
  hint: string;
  opened(ago: string): string;
  card: string;
}
