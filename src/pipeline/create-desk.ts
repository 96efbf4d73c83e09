import type { Case } from '#core/case.ts';
import { isCaseId } from '#core/fingerprint.ts';
import { routeOf } from '#core/route.ts';
import type { QueryError } from '#core/query/query-error.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { SearchPage as Found, SearchRequest } from '#core/search.ts';
import { stormSize } from '#core/storm.ts';
import { actOnCase, undoRequest } from './act-on-case.ts';
import { bodyOf, caseKey } from './case-items.ts';
import type { Context } from './context.ts';
import { createBulkDesk } from './create-bulk-desk.ts';
import { createOpsDesk } from './create-ops-desk.ts';
import { createOrderDesk } from './create-order-desk.ts';
import type { CaseFile, Desk, Lookup, SearchAnswer, SearchOptions } from './desk.ts';
import { followChanges } from './follow-changes.ts';
import { readHome } from './read-home.ts';
import { readMirrorStates } from './read-mirror-states.ts';
import { readTimeline } from './read-timeline.ts';
import { readNumbers } from './read-numbers.ts';
import { readStormCases } from './storm-items.ts';

/** The desk over this context. Searches see every change that was written before they began. */
export function createDesk(context: Context): Desk {
  return {
    act: (request) => actOnCase(context, request),
    undo: (request) => undoRequest(context, request),
    show: (idOrPrefix) => showCase(context, idOrPrefix.trim().toLowerCase()),
    numbers: (asked) => readNumbers(context, asked),
    home: (asked) => readHome(context, asked),
    search: (text, options = {}) => searchCases(context, text, options),
    orders: createOrderDesk(context),
    bulk: createBulkDesk({
      ...context,
      find: (text, options) => find(context, text, options),
      act: (request) => actOnCase(context, request),
      undo: (request) => undoRequest(context, request),
    }),
    ops: createOpsDesk(context),
    projects: () => context.policy().projects,
    people: () => context.policy().people,
  };
}

async function showCase(context: Context, asked: string): Promise<Lookup> {
  const id = asked.startsWith('irn-') ? asked : `irn-${asked}`;
  if (isCaseId(id)) {
    const whole = await readCaseFile(context, id);
    return whole === undefined ? { none: true } : { found: whole };
  }
  if (!/^irn-[a-z2-7]{1,11}$/.test(id)) return { none: true };
  await followChanges(context);
  const query = { where: { is: 'id', prefix: id }, sort: 'newest' } as const;
  const { ids } = await context.search.find({ query, now: context.now(), limit: 20 });
  const [first] = ids;
  if (first === undefined) return { none: true };
  if (ids.length > 1) return { many: ids };
  const only = await readCaseFile(context, first);
  return only === undefined ? { none: true } : { found: only };
}

async function readCaseFile(context: Context, id: string): Promise<CaseFile | undefined> {
  const [stored] = await context.table.get([caseKey(id)]);
  if (stored === undefined) return undefined;
  const c = bodyOf<Case>(stored);
  const states = await readMirrorStates(context.table, id);
  return {
    case: c,
    timeline: await readTimeline(context.table, id, 1, c.timelineLength),
    shown: states.flatMap(({ state: { destination, ref } }) => (ref === undefined ? [] : [{ destination, ref }])),
    route: routeOf(c, context.policy(), context.places, context.orders.subscribers(c)),
  };
}

async function searchCases(context: Context, text: string, options: SearchOptions): Promise<SearchAnswer> {
  const found = await find(context, text, options);
  if ('wrong' in found) return found;
  const items = await context.table.get(found.ids.map((id) => caseKey(id)));
  const cases = items.flatMap((item) => (item === undefined ? [] : [bodyOf<Case>(item)]));
  const cards = await Promise.all(cases.map(({ id }) => cardOf(context, id)));
  return {
    cases,
    cards: Object.fromEntries(cards.flat()),
    total: found.total,
    ...(found.isMore === true ? { isMore: true } : {}),
    ...(found.cursor === undefined ? {} : { cursor: found.cursor }),
  };
}

async function cardOf({ table }: Context, id: string): Promise<[id: string, url: string][]> {
  const states = await readMirrorStates(table, id);
  const url = states.find(({ state }) => state.destination.mirror === 'slack' && state.ref?.url !== undefined)?.state
    .ref?.url;
  return url === undefined ? [] : [[id, url]];
}

async function find(
  context: Context,
  text: string,
  { me, cursor, limit = 10 }: SearchOptions,
): Promise<Found | { wrong: QueryError }> {
  const range = { limit, ...(cursor === undefined ? {} : { cursor }) };
  const storm = /^storm:([0-9a-f]{12})$/.exec(text.trim())?.[1];
  if (storm !== undefined) return findInStorm(context, storm, range);
  const parsed = parseQuery(text);
  if ('error' in parsed) return { wrong: parsed.error };
  await followChanges(context);
  const asking = { now: context.now(), ...(me === undefined ? {} : { me }) };
  return context.search.find({ query: parsed.query, ...asking, ...range });
}

/** The cases that one storm's card stands for, worst first; none where the storm is not known any more. */
async function findInStorm(
  { table }: Context,
  id: string,
  range: Pick<SearchRequest, 'limit' | 'cursor'>,
): Promise<Found> {
  const page = await readStormCases(table, id, range);
  if (page === undefined) return { ids: [], total: 0 };
  const { ids, storm, cursor } = page;
  return { ids, total: stormSize(storm), ...(cursor === undefined ? {} : { cursor }) };
}
