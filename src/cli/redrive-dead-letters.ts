import { pickDead } from './pick-dead.ts';
import { withStore } from './with-store.ts';

/** Sends dead messages again as new ones; a running Irene takes them. 1 when an id is of no dead message, and then none is sent. */
export async function redriveDeadLetters(ids: string[], { all = false }: { all?: boolean }): Promise<number> {
  if (all === ids.length > 0) {
    process.stderr.write('name the messages (irene dead redrive ID…) or say --all; irene dead list shows them\n');
    return 2;
  }
  return withStore(async (context) => {
    if (!all && (await pickDead(context, ids)) === undefined) return 1;
    const count = await context.queue.redrive(all ? 'all' : ids);
    process.stdout.write(`${count} ${count === 1 ? 'message' : 'messages'} sent again\n`);
    return 0;
  });
}
