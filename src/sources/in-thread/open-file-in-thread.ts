import { Piscina } from 'piscina';
import { UnreadablePayload } from '#core/errors.ts';
import type { OpenFile, Read } from '#core/source.ts';
import { peek } from '#core/peek.ts';
import type { WholeFile, WholeReading } from './reading-thread.ts';

/** Smaller ones are read sooner than another thread hears of them. */
const leastBytes = 16 * 1024;
/** Larger ones come piece by piece: what is read of them does not fit into one answer. */
const mostBytes = 256 * 1024;

export interface ThreadedOpenFile {
  openFile: OpenFile;
  /** Readings that are not done reject; from then on this thread reads all. */
  close(): Promise<void>;
}

/** Has files of middling size read by another thread, while this one answers clicks and writes; all others by `openFile`. */
export function createThreadedOpenFile(openFile: OpenFile): ThreadedOpenFile {
  const thread = new Piscina<WholeFile, string>({
    filename: new URL('reading-thread.ts', import.meta.url).href,
    name: 'readWhole',
    minThreads: 0,
    maxThreads: 1,
    // The next file lies ready when one is read.
    concurrentTasksPerWorker: 2,
    idleTimeout: 60_000,
  });
  let isClosed = false;
  return {
    async openFile(bytes, sourceName, about, keep) {
      const { head, whole } = await peek(bytes, mostBytes + 1);
      if (isClosed || head.length < leastBytes || head.length > mostBytes || isGzip(head)) {
        return openFile(whole, sourceName, about, keep);
      }
      await whole.return(undefined);
      const answer = await thread.run({ bytes: head, sourceName, about }, { transferList: wholeMemoryOf(head) });
      return readingOf(JSON.parse(answer) as WholeReading);
    },
    close() {
      isClosed = true;
      return thread.destroy();
    },
  };
}

/** Nobody knows how much comes out of it. */
function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** What can be handed over instead of copied: memory that nothing else is a part of. */
function wholeMemoryOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function readingOf({ source, sample, reads, unreadable }: WholeReading): Awaited<ReturnType<OpenFile>> {
  if (unreadable !== undefined && source === undefined) throw new UnreadablePayload(unreadable);
  return { source, sample, reads: eachOf(reads, unreadable) };
}

async function* eachOf(reads: Read[], unreadable: string | undefined): AsyncGenerator<Read> {
  yield* reads;
  if (unreadable !== undefined) throw new UnreadablePayload(unreadable);
}
