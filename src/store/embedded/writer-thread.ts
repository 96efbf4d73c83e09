import type { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import { connect } from './connect.ts';
import { createPrepare, doWorks, troubleOf, type Prepare } from './do-works.ts';
import type { Order } from './open-line.ts';
import type { Outcome, Work } from './work.ts';

// The thread that writes: it waits for the disk and for other processes' locks, so that the main one never does.

const patienceMs = 5000;
const files = new Map<number, { sql: DatabaseSync; prepare: Prepare }>();

parentPort?.on('message', (order: Order) => {
  if ('works' in order) {
    parentPort?.postMessage({ line: order.line, outcomes: outcomesOf(order) });
    return;
  }
  files.get(order.line)?.sql.close();
  files.delete(order.line);
  Atomics.store(order.closed, 0, 1);
  Atomics.notify(order.closed, 0);
});

function outcomesOf({ line, file, works }: { line: number; file: string; works: Work[] }): Outcome[] {
  try {
    const { sql, prepare } = files.get(line) ?? open(line, file);
    return doWorks(sql, prepare, works);
  } catch (error) {
    return works.map(() => ({ trouble: troubleOf(error) }));
  }
}

function open(line: number, file: string): { sql: DatabaseSync; prepare: Prepare } {
  const sql = connect(file, patienceMs);
  const opened = { sql, prepare: createPrepare(sql) };
  files.set(line, opened);
  return opened;
}
