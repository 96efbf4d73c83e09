import { Worker } from 'node:worker_threads';
import { TemporaryFailure } from '#core/errors.ts';
import type { Answer, Outcome, Work } from './work.ts';

/** Has works done by a thread of its own, many in one transaction. */
export interface Writer {
  /** Resolves when the work is on the disk. Throws TemporaryFailure when the file stays locked or the disk is full. */
  write(work: Work): Promise<Answer>;
  /** Returns when everything that was asked for is on the disk and the thread has let go of the file. */
  close(): void;
}

interface Asked {
  work: Work;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** A transaction of more would keep other processes waiting. */
const worksAtOnce = 1000;
/** One transaction in work and the next one ready behind it. */
const groupsAhead = 2;
const patienceMs = 5000;
const closeMs = 30_000;

/** The thread starts with the first write and keeps the process up only while there is something to write. */
export function openWriter(file: string): Writer {
  const closed = new Int32Array(new SharedArrayBuffer(4));
  let thread: Worker | undefined;
  let isOpen = true;
  let waiting: Asked[] = [];
  const sent: Asked[][] = [];
  let isTurn = false;

  function hand(): void {
    isTurn = false;
    while (waiting.length > 0 && sent.length < groupsAhead) handOne();
  }
  function handOne(): void {
    const group = waiting.slice(0, worksAtOnce);
    waiting = waiting.slice(worksAtOnce);
    sent.push(group);
    thread ??= start();
    thread.ref();
    thread.postMessage(group.map(({ work }) => work));
  }
  function start(): Worker {
    const started = new Worker(new URL('writer-thread.ts', import.meta.url), {
      workerData: { file, patienceMs, closed },
    });
    started.on('message', (outcomes: Outcome[]) => {
      for (const [index, asked] of (sent.shift() ?? []).entries()) settle(asked, outcomes[index]);
      if (isOpen) hand();
      if (sent.length === 0) started.unref();
    });
    return started;
  }
  return {
    write(work) {
      if (!isOpen) return Promise.reject(new Error('the database is closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        // At the end of the turn: what else is asked for in it goes along.
        if (!isTurn) setImmediate(hand);
        isTurn = true;
      });
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      while (waiting.length > 0) handOne();
      if (thread === undefined) return;
      thread.postMessage('close');
      Atomics.wait(closed, 0, 0, closeMs);
    },
  };
}

function settle({ resolve, reject }: Asked, outcome: Outcome | undefined): void {
  if (outcome === undefined) reject(new Error('the thread that writes has not answered'));
  else if ('answer' in outcome) resolve(outcome.answer);
  else if (outcome.trouble.isPassing) reject(new TemporaryFailure(outcome.trouble.message));
  else reject(new Error(outcome.trouble.message));
}
