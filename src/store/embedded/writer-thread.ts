import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connect.ts';
import { createPrepare, doWorks } from './do-works.ts';
import type { Work } from './work.ts';

// The thread that writes: it waits for the disk and for other processes' locks, so that the main one never does.

const { file, patienceMs, closed } = workerData as { file: string; patienceMs: number; closed: Int32Array };
const sql = connect(file, patienceMs);
const prepare = createPrepare(sql);
const port = parentPort;
if (port === null) throw new Error('this file is a thread of open-writer.ts');

port.on('message', (message: Work[] | 'close') => {
  if (message !== 'close') {
    port.postMessage(doWorks(sql, prepare, message));
    return;
  }
  sql.close();
  port.close();
  Atomics.store(closed, 0, 1);
  Atomics.notify(closed, 0);
});
