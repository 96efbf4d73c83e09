import type { Table } from '#core/table.ts';
import type { Context } from '#pipeline/context.ts';
import { createDesk } from '#pipeline/create-desk.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { aWorld, createStormyNotebook, type StormyNotebook } from './world.ts';
import { found } from './found.ts';

const running = new AbortController().signal;

/** A world with one lane of a mirror that shows storms, which begin beyond `cards` new cases. */
export async function aStormWorld(cards = 5) {
  const mirror = createStormyNotebook('slack');
  const policy = (await aWorld([])).context.policy();
  const world = await aWorld([mirror], { policy: () => ({ ...policy, storm: { cards } }) });
  const work = (context = world.context) => workLane(context, { mirror, to: 'main', signal: running });
  return { ...world, mirror, work };
}

/** An alert in the case of this type; the id of the case. */
export async function recordOne(context: Context, type: string, nativeSeverity: string, id = 'first'): Promise<string> {
  const handled = await handleAlert(context, anAlert({ id, type, nativeSeverity }));
  if (!('recorded' in handled)) throw new Error('known before');
  return handled.recorded.id;
}

/** The ids that the lists of all storms that were shown hold. */
export async function listedIn(context: Context, mirror: StormyNotebook): Promise<string[]> {
  const desk = createDesk(context);
  const ids: string[] = [];
  for (const { view } of mirror.storms.values()) {
    const { cases } = await found(desk.search(`storm:${view.storm.id}`, { limit: 1000 }));
    ids.push(...cases.map((c) => c.id));
  }
  return ids;
}

/** The table that ends the process, so to say, at its nth write from now on: before it is done or right after it. */
export function deadlyTable(table: Table, at: number, when: 'before' | 'after'): Table {
  let writes = 0;
  return {
    ...table,
    write: async (batch) => {
      writes += 1;
      if (writes < at) return table.write(batch);
      if (writes === at && when === 'after') await table.write(batch);
      throw new Error('killed');
    },
  };
}
