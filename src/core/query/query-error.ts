/** Why a text is no query. */
export type QueryProblem =
  | 'unknown_field'
  | 'unknown_value'
  | 'wrong_comparison'
  | 'value_missing'
  | 'not_a_number'
  | 'not_a_time'
  | 'needs_date'
  | 'not_an_id'
  | 'quote_open'
  | 'bracket_open'
  | 'bracket_alone'
  | 'term_missing'
  | 'no_word'
  | 'star_in_word'
  | 'too_many_stars'
  | 'stands_alone'
  | 'nobody_asks'
  | 'too_long'
  | 'too_many_terms'
  | 'too_deep';

/** Where a text stops to be a query, what stands there and what should. `queryErrorText` says it to people. */
export interface QueryError {
  because: QueryProblem;
  /** In characters, from 1. */
  column: number;
  /** What stands there; as it was typed, thus to be escaped. */
  found: string;
  /** What could stand there, as it would be typed. */
  expected: string[];
  /** Of these what was most likely meant. */
  nearest?: string;
}

/** Longest text of a query, in characters. */
export const longestQueryText = 1_000;
/** Most words, phrases and values in one. */
export const mostTerms = 64;
/** Most brackets and negations inside each other. */
export const deepestQuery = 12;
/** Most `*` in one value. */
export const mostStars = 4;
