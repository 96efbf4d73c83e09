import { Worker } from 'node:worker_threads';
import type { Outcome, Work } from './work.ts';

/** What is said to the thread that writes. Each open file is a line. */
export type Order = { line: number; file: string; works: Work[] } | { line: number; closed: Int32Array };

/** One file's way to the thread that writes. */
export interface Line {
  /** The outcomes come to `onOutcomes`, in the order of the works and of the calls. */
  send(works: Work[]): void;
  /** Returns when all that was sent is on the disk and the thread has let go of the file. */
  close(): void;
}

const closeMs = 30_000;

interface Thread {
  worker: Worker;
  lines: Map<number, (outcomes: Outcome[]) => void>;
  /** Groups that have no outcome yet; the process stays up for them alone. */
  open: number;
}

/** One for all files of this process, for as long as it runs. */
let shared: Thread | undefined;
let lastLine = 0;

/** The thread starts with the first `send` of the process. An error of the thread itself ends the process. */
export function openLine(file: string, onOutcomes: (outcomes: Outcome[]) => void): Line {
  lastLine += 1;
  const line = lastLine;
  let isUsed = false;
  return {
    send(works) {
      const thread = (shared ??= start());
      isUsed = true;
      thread.lines.set(line, onOutcomes);
      thread.open += 1;
      thread.worker.ref();
      tell(thread, { line, file, works });
    },
    close() {
      if (!isUsed || shared === undefined) return;
      const closed = new Int32Array(new SharedArrayBuffer(4));
      tell(shared, { line, closed });
      Atomics.wait(closed, 0, 0, closeMs);
    },
  };
}

function tell({ worker }: Thread, order: Order): void {
  worker.postMessage(order);
}

function start(): Thread {
  const worker = new Worker(new URL('writer-thread.ts', import.meta.url));
  const thread: Thread = { worker, lines: new Map(), open: 0 };
  worker.on('message', ({ line, outcomes }: { line: number; outcomes: Outcome[] }) => {
    thread.open -= 1;
    thread.lines.get(line)?.(outcomes);
    if (thread.open === 0) worker.unref();
  });
  return thread;
}
