import { sortForHome, type HomeFile, type HomeRow } from '#core/home-file.ts';
import { acceptedPk, livingPk, snoozedPk } from './case-items.ts';
import type { Context } from './context.ts';
import { listCases } from './list-cases.ts';
import { readMirrorStates } from './read-mirror-states.ts';
import { standingTroubles } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';

/** So many of the cases that are not over are looked at, the next due first: a page that opens must not read a store. */
const mostLooked = 2_000;
const mostTroubles = 10;

/** What one person has to do: `channels` are the ids and names (`#web`) of those that the person is in. */
export async function readHome(
  context: Context,
  { personId, channels }: { personId: string; channels: ReadonlySet<string> },
): Promise<HomeFile> {
  const { table, places } = context;
  const now = context.now().toISOString();
  const parts = await Promise.all(
    [livingPk, snoozedPk, acceptedPk].map((pk) => listCases(table, { pk, most: mostLooked })),
  );
  const lists = sortForHome(parts.flat(), { personId, channels, now });
  const isOps = channels.has(places.opsChannel);
  return {
    mine: await Promise.all(lists.mine.map((row) => withLink(context, row))),
    waiting: await Promise.all(lists.waiting.map((row) => withLink(context, row))),
    waitingInAll: lists.waitingInAll,
    ending: await Promise.all(lists.ending.map((row) => withLink(context, row))),
    ...(isOps ? { troubles: await readTroubles(context) } : {}),
  };
}

async function readTroubles(context: OpsContext): Promise<NonNullable<HomeFile['troubles']>> {
  const all = await standingTroubles(context);
  return all.slice(0, mostTroubles).map(({ kind, about, since }) => ({ kind, about, since }));
}

async function withLink<T extends HomeRow>({ table }: Pick<Context, 'table'>, row: T): Promise<T> {
  const states = await readMirrorStates(table, row.case.id);
  const url = states.find(({ state }) => state.destination.mirror === 'slack' && state.ref?.url !== undefined)?.state
    .ref?.url;
  return url === undefined ? row : { ...row, url };
}
