import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

/** The values of one run: in the order of the question marks, or by name. */
export type Values = SQLInputValue[] | Record<string, SQLInputValue>;

/** A statement, run once for each of `runs`. */
export interface Step {
  sql: string;
  runs: Values[];
}

/** What must be so for the work to be done: the column `v` of the one row; undefined = there is no row. */
export interface Condition {
  sql: string;
  values: SQLInputValue[];
  wanted: number | undefined;
}

/** SQL that is done whole or not at all; plain data, as another thread does it. */
export interface Work {
  conditions?: Condition[];
  steps: Step[];
}

export interface Answer {
  /** Which conditions did not hold; nothing is written unless all hold. */
  broken: number[];
  /** Rows changed by all steps. */
  changes: number;
  /** What the statements have returned. */
  rows: Record<string, SQLOutputValue>[];
}

/** Why a work could not be done, in a form that survives the way to another thread. */
export interface Trouble {
  message: string;
  /** Another try can work. */
  isPassing: boolean;
}

export type Outcome = { answer: Answer } | { trouble: Trouble };
