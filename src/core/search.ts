import type { Case } from './case.ts';

/** What was found: ids of cases, newest seen first. */
export interface SearchPage {
  ids: string[];
  /** How many cases match in all. */
  total: number;
  /** Absent on the last page. */
  cursor?: string;
}

/**
 * A derived index over the texts of the cases; it can be thrown away and filled again from the feed of changes.
 * Throws TemporaryFailure when it cannot answer.
 */
export interface SearchIndex {
  /** An older revision of a case never replaces a newer one. */
  put(cases: Case[]): Promise<void>;
  /**
   * Cases that hold every word of `text` (a word stands for all words that start with it) and every "quoted phrase".
   * Any text is a fine question: a blank one finds all cases, one without a letter or digit finds none.
   */
  find(query: { text: string; limit: number; cursor?: string }): Promise<SearchPage>;
  /** Up to where the feed of changes has been read. Undefined: nothing is known, read it from its start. */
  position(): string | undefined;
  setPosition(position: string): void;
}
