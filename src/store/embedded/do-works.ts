import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TemporaryFailure } from '#core/errors.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import type { Answer, Outcome, Trouble, Values, Work } from './work.ts';

interface Prepared {
  statement: StatementSync;
  /** It answers with rows. */
  returns: boolean;
}

export type Prepare = (sql: string) => Prepared;

/** Prepares each text once. */
export function createPrepare(sql: DatabaseSync): Prepare {
  const known = new Map<string, Prepared>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const statement = sql.prepare(text);
    const prepared = { statement, returns: statement.columns().length > 0 };
    known.set(text, prepared);
    return prepared;
  };
}

/**
 * Does all works in one transaction, which is on the disk at return: one wait for the disk serves them all. When it
 * fails, each is done in a transaction of its own, so that only the one at fault fails.
 */
export function doWorks(sql: DatabaseSync, prepare: Prepare, works: Work[]): Outcome[] {
  try {
    return inTransaction(sql, () => works.map((work) => ({ answer: doWork(prepare, work) })));
  } catch (error) {
    if (works.length === 1) return [{ trouble: troubleOf(error) }];
    return works.flatMap((work) => doWorks(sql, prepare, [work]));
  }
}

/** Every condition is looked at before anything is written. */
function doWork(prepare: Prepare, { conditions = [], steps }: Work): Answer {
  const answer: Answer = { broken: [], changes: 0, rows: [] };
  for (const [index, { sql, values, wanted }] of conditions.entries()) {
    if (prepare(sql).statement.get(...values)?.['v'] !== wanted) answer.broken.push(index);
  }
  if (answer.broken.length > 0) return answer;
  for (const { sql, runs } of steps) for (const values of runs) runOnce(prepare(sql), values, answer);
  return answer;
}

function runOnce({ statement, returns }: Prepared, values: Values, answer: Answer): void {
  if (returns) answer.rows.push(...(Array.isArray(values) ? statement.all(...values) : statement.all(values)));
  else answer.changes += Number((Array.isArray(values) ? statement.run(...values) : statement.run(values)).changes);
}

export function troubleOf(error: unknown): Trouble {
  const failure = sqliteFailure(error);
  const message = failure instanceof Error ? failure.message : String(failure);
  return { message, isPassing: failure instanceof TemporaryFailure };
}

export function inTransaction<T>(sql: DatabaseSync, work: () => T): T {
  sql.exec('begin immediate');
  try {
    const answer = work();
    sql.exec('commit');
    return answer;
  } catch (error) {
    // SQLite has rolled back by itself after some errors (a full disk).
    if (sql.isTransaction) sql.exec('rollback');
    throw error;
  }
}
