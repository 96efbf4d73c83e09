import { TemporaryFailure } from '#core/errors.ts';
import { openLine } from './open-line.ts';
import type { Answer, Outcome, Work } from './work.ts';

/** Has works done by the thread that writes, many in one transaction. */
export interface Writer {
  /** Resolves when the work is on the disk. Throws TemporaryFailure when the file stays locked or the disk is full. */
  write(work: Work): Promise<Answer>;
  /** Returns when everything that was asked for is on the disk. */
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

export function openWriter(file: string): Writer {
  let isOpen = true;
  let isTurn = false;
  let waiting: Asked[] = [];
  const sent: Asked[][] = [];
  const line = openLine(file, (outcomes) => {
    for (const [index, asked] of (sent.shift() ?? []).entries()) settle(asked, outcomes[index]);
    hand();
  });

  function hand(): void {
    isTurn = false;
    while (waiting.length > 0 && sent.length < groupsAhead) handOne();
  }
  function handOne(): void {
    const group = waiting.slice(0, worksAtOnce);
    waiting = waiting.slice(worksAtOnce);
    sent.push(group);
    line.send(group.map(({ work }) => work));
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
      isOpen = false;
      while (waiting.length > 0) handOne();
      line.close();
    },
  };
}

function settle({ resolve, reject }: Asked, outcome: Outcome | undefined): void {
  if (outcome === undefined) reject(new Error('the thread that writes has not answered'));
  else if ('answer' in outcome) resolve(outcome.answer);
  else if (outcome.trouble.isPassing) reject(new TemporaryFailure(outcome.trouble.message));
  else reject(new Error(outcome.trouble.message));
}
