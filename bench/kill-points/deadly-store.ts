import type { Write } from '#core/table.ts';
import type { Store } from '#store/open-store.ts';
import type { InnerStep } from './inner-steps.ts';

/** The same store, and this process is no more when it comes to `step` for the nth time: nothing of it can clean up. */
export function deadlyStore(store: Store, step: InnerStep, nth: number): Store {
  let left = nth;
  function pass(call: InnerStep['call'], when: InnerStep['when'], batch: Write[] = []): void {
    if (call !== step.call || when !== step.when) return;
    if (step.kind !== undefined && !batch.some(step.kind)) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  }
  async function around<T>(call: InnerStep['call'], work: () => Promise<T>, batch?: Write[]): Promise<T> {
    pass(call, 'before', batch);
    const answer = await work();
    pass(call, 'after', batch);
    return answer;
  }
  const { table, queue, blobs } = store;
  return {
    ...store,
    table: { ...table, write: (batch) => around('write', () => table.write(batch), batch) },
    blobs: { ...blobs, put: (key, bytes) => around('put', () => blobs.put(key, bytes)) },
    queue: {
      ...queue,
      send: (bodies, options) => around('send', () => queue.send(bodies, options)),
      done: (messages) => around('done', () => queue.done(messages)),
      receive: async (max, seconds, signal) => {
        const messages = await queue.receive(max, seconds, signal);
        if (messages.length > 0) pass('receive', 'after');
        return messages;
      },
    },
  };
}
