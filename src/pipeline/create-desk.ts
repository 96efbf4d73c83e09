import type { Case } from '#core/case.ts';
import { isCaseId } from '#core/fingerprint.ts';
import { routeOf } from '#core/route.ts';
import type { SearchPage as Found } from '#core/search.ts';
import { stormSize } from '#core/storm.ts';
import { actOnCase, undoRequest } from './act-on-case.ts';
import { bodyOf, caseKey } from './case-items.ts';
import type { Context } from './context.ts';
import type { CaseFile, Desk, Lookup, SearchPage } from './desk.ts';
import { followChanges } from './follow-changes.ts';
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
    search: (text, options = {}) => searchCases(context, text, options),
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
  const found = await context.search.find({ text: id, limit: 20 });
  const ids = found.ids.filter((other) => other.startsWith(id));
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
    route: routeOf(c, context.policy(), context.places),
  };
}

async function searchCases(
  context: Context,
  text: string,
  { cursor, limit = 10 }: { cursor?: string; limit?: number },
): Promise<SearchPage> {
  const range = { limit, ...(cursor === undefined ? {} : { cursor }) };
  const storm = /^storm:([0-9a-f]{12})$/.exec(text.trim())?.[1];
  const found = storm === undefined ? await findByText(context, text, range) : await findInStorm(context, storm, range);
  const items = await context.table.get(found.ids.map((id) => caseKey(id)));
  return {
    cases: items.flatMap((item) => (item === undefined ? [] : [bodyOf<Case>(item)])),
    total: found.total,
    ...(found.cursor === undefined ? {} : { cursor: found.cursor }),
  };
}

interface Range {
  limit: number;
  cursor?: string;
}

async function findByText(context: Context, text: string, range: Range): Promise<Found> {
  await followChanges(context);
  return context.search.find({ text, ...range });
}

/** The cases that one storm's card stands for, worst first; none where the storm is not known any more. */
async function findInStorm({ table }: Context, id: string, range: Range): Promise<Found> {
  const page = await readStormCases(table, id, range);
  if (page === undefined) return { ids: [], total: 0 };
  const { ids, storm, cursor } = page;
  return { ids, total: stormSize(storm), ...(cursor === undefined ? {} : { cursor }) };
}
