import { createHash } from 'node:crypto';
import type { Case } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import { opsAlert, opsCaseId, type EndingKind, type Trouble } from '#core/ops.ts';
import { everyItem, type Item, type Key } from '#core/table.ts';
import { bodyOf, caseKey, toBody } from './case-items.ts';
import { handleAlert } from './handle-alert.ts';
import { tellOps, type OpsContext } from './tell-ops.ts';

/** A trouble that holds now and will be over one day. All of them lie in one partition, so that a look finds them at once. */
export type Condition = Omit<Trouble, 'kind' | 'occurrence' | 'at' | 'ended'> & { kind: EndingKind };

/** What is kept of one: while it stands, and for a day after it is over. */
export interface Standing {
  kind: EndingKind;
  about: string;
  since: Instant;
  /** The newest occurrence that was told; undefined before the first. */
  toldAt?: Instant;
  /** Since when a look that may overlook something has not seen it. */
  missingSince?: Instant;
  endedAt?: Instant;
}

type Named = Pick<Standing, 'kind' | 'about'>;

const standingPk = 'ops';
const hourMs = 3_600_000;
const daySeconds = 86_400;

/**
 * Tells ops of a trouble that holds, and once more each hour while it does, so that a case that was closed too early
 * comes back. In between this costs one read.
 */
export async function raiseTrouble(context: OpsContext, condition: Condition): Promise<void> {
  const { standing, v } = await beginStanding(context, condition);
  const at = occurrenceAt(standing.since, context.now());
  if (standing.toldAt !== undefined && standing.toldAt >= at) return;
  await tellOps(context, { ...condition, occurrence: at, at });
  await context.table.write([{ put: standingItem({ ...standing, toldAt: at }, v + 1), when: { v } }]);
}

/** Notes that a trouble stands whose occurrences are told one by one. */
export async function noteStanding(context: OpsContext, named: Named): Promise<void> {
  await beginStanding(context, named);
}

/**
 * Closes the case of a trouble that is over, once. Where a person has closed it, or none was opened, nothing is told.
 * `because` says to people how it ended.
 */
export async function endTrouble(context: OpsContext, named: Named, because: string): Promise<void> {
  const [item] = await context.table.get([standingKey(named)]);
  if (item === undefined || bodyOf<Standing>(item).endedAt !== undefined) return;
  const standing = bodyOf<Standing>(item);
  if (!(await closeCase(context, standing, because))) return;
  const ended = { ...standing, endedAt: context.now().toISOString() };
  await context.table.write([{ put: standingItem(ended, item.v + 1), when: { v: item.v } }]);
  context.log.info({ trouble: named.kind, about: named.about, because }, 'trouble is over');
}

/** What is true of a kind of trouble now, as far as this look can tell. */
export interface Verdict {
  kind: EndingKind;
  holding: Condition[];
  /** Which of the standing ones this look has an opinion of; default all. */
  judges?: (standing: Standing) => boolean;
  because: string;
}

/** Raises what holds and ends what stood and holds no longer. */
export async function settleTroubles(context: OpsContext, { kind, holding, judges, because }: Verdict): Promise<void> {
  for (const condition of holding) await raiseTrouble(context, condition);
  const held = new Set(holding.map(({ about }) => about));
  for (const standing of await standingTroubles(context, kind)) {
    if (!held.has(standing.about) && (judges?.(standing) ?? true)) await endTrouble(context, standing, because);
  }
}

interface Missing {
  kind: EndingKind;
  /** What those that hold are about. */
  present: Set<string>;
  patienceMs: number;
  because: string;
}

/** Ends what several looks in a row have not seen: for a look that may overlook what somebody else holds in hand. */
export async function endMissing(context: OpsContext, { kind, present, patienceMs, because }: Missing): Promise<void> {
  const now = context.now();
  for (const named of await standingTroubles(context, kind)) {
    const [item] = await context.table.get([standingKey(named)]);
    if (item === undefined) continue;
    const { missingSince, ...standing } = bodyOf<Standing>(item);
    const isThere = present.has(standing.about);
    if (!isThere && missingSince !== undefined) {
      if (now.getTime() - Date.parse(missingSince) >= patienceMs) await endTrouble(context, standing, because);
    } else if (!isThere || missingSince !== undefined) {
      const kept: Standing = isThere ? standing : { ...standing, missingSince: now.toISOString() };
      await context.table.write([{ put: standingItem(kept, item.v + 1), when: { v: item.v } }]);
    }
  }
}

/** Those that hold, of one kind or of all. */
export async function standingTroubles({ table }: Pick<OpsContext, 'table'>, kind?: EndingKind): Promise<Standing[]> {
  const range = kind === undefined ? {} : { from: `${kind}#`, to: `${kind}#\uFFFF` };
  const all = await Array.fromAsync(everyItem(table, { pk: standingPk, ...range }), (item) => bodyOf<Standing>(item));
  return all.filter(({ endedAt }) => endedAt === undefined);
}

/** Also one that was over less than a day ago. */
export async function readStanding(context: Pick<OpsContext, 'table'>, named: Named): Promise<Standing | undefined> {
  return (await readStandings(context, [named]))[0];
}

/** Those of the named that are kept, in their order; also what was over less than a day ago. */
export async function readStandings({ table }: Pick<OpsContext, 'table'>, named: Named[]): Promise<Standing[]> {
  const items = await table.get(named.map(standingKey));
  return items.flatMap((item) => (item === undefined ? [] : [bodyOf<Standing>(item)]));
}

async function beginStanding(context: OpsContext, { kind, about }: Named): Promise<{ standing: Standing; v: number }> {
  const { table, now } = context;
  const [item] = await table.get([standingKey({ kind, about })]);
  if (item !== undefined && bodyOf<Standing>(item).endedAt === undefined) {
    return { standing: bodyOf<Standing>(item), v: item.v };
  }
  const standing: Standing = { kind, about, since: now().toISOString() };
  const v = (item?.v ?? 0) + 1;
  const when = item === undefined ? ('absent' as const) : { v: item.v };
  const { conflicts } = await table.write([{ put: standingItem(standing, v), when }]);
  // Another process has noted it in the same moment.
  return conflicts.length === 0 ? { standing, v } : beginStanding(context, { kind, about });
}

/** The start of the hour since it began: the same for all who tell it, and never before a case that was closed then. */
function occurrenceAt(since: Instant, now: Date): Instant {
  const startMs = Date.parse(since);
  const hours = Math.max(0, Math.floor((now.getTime() - startMs) / hourMs));
  return new Date(startMs + hours * hourMs).toISOString();
}

/** True when the case is closed or was never there; false when it must be tried again. */
async function closeCase(context: OpsContext, { kind, about, since }: Standing, because: string): Promise<boolean> {
  const [item] = await context.table.get([caseKey(opsCaseId({ kind, about }))]);
  if (item === undefined || bodyOf<Case>(item).status === 'closed') return true;
  const { title, facts } = bodyOf<Case>(item);
  const at = context.now().toISOString();
  const handled = await handleAlert(
    context,
    opsAlert({
      kind,
      about,
      title,
      facts: [{ label: 'Over', value: because }, ...facts],
      occurrence: `over ${since}`,
      at,
      ended: 'fixed',
    }),
  );
  // Another clock that runs ahead has told it later than now: then this end comes too early.
  return 'known' in handled || handled.recorded.status === 'closed';
}

/** What it is about can be longer than a sort key. */
function standingKey({ kind, about }: Named): Key {
  return { pk: standingPk, sk: `${kind}#${createHash('sha256').update(about).digest('hex').slice(0, 32)}` };
}

function standingItem(standing: Standing, v: number): Item {
  const { endedAt } = standing;
  const expires = endedAt === undefined ? {} : { expires: Math.floor(Date.parse(endedAt) / 1000) + daySeconds };
  return { ...standingKey(standing), v, body: toBody(standing), ...expires };
}
