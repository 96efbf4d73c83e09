import type { Case } from '#core/case.ts';
import type { Severity } from '#core/severity.ts';
import type { Happening, TimelineEntry } from '#core/timeline.ts';
import { bodyOf, caseKey } from './case-items.ts';
import type { ChosenFile } from './choose-files.ts';
import type { Context } from './context.ts';
import { createBell } from './create-bell.ts';
import { createDraftTable, type DraftTable } from './draft-table.ts';
import type { LedgerEntry } from './ledger.ts';
import { readWholeFile } from './read-whole-file.ts';
import { openStandingOrders } from './standing-orders.ts';

type PlanContext = Pick<Context, 'table' | 'blobs' | 'openFile' | 'rules' | 'addresses' | 'now'>;

/** What a replay would make of one file. */
export interface FilePlan {
  key: string;
  /** What it would be read as; what it was saved as when nothing reads it. */
  source: string;
  /** Undefined: it has no entry yet. */
  before: LedgerEntry['state'] | undefined;
  after: LedgerEntry['state'];
  records: number;
  /** New occurrences. */
  recorded: number;
  known: number;
  events: number;
  resources: number;
  rejected: number;
  /** New alerts that rules would make of events and resources, and those that they would be kept from making. */
  fired: number;
  held: number;
  /** Rejected in its last reading. */
  rejectedBefore: number;
  /** Why it would be unreadable. */
  reason?: string;
}

/** What a replay would change in one case. */
export interface CasePlan {
  id: string;
  title: string;
  project: string;
  /** As it would be afterwards. */
  severity: Severity;
  isNew: boolean;
  occurrences: number;
  happenings: Happening['what'][];
}

export interface ReplayPlan {
  files: FilePlan[];
  /** Those that would get at least one occurrence more, or change otherwise. */
  cases: CasePlan[];
}

/** What a replay of these files, in this order, would change: it is done on a draft of the table, and nothing is written. */
export async function planReplay(context: PlanContext, files: ChosenFile[]): Promise<ReplayPlan> {
  const table = createDraftTable(context.table);
  const draft = await draftContext(context, table);
  const plans: FilePlan[] = [];
  for (const file of files) plans.push(await planFile(draft, file));
  return { files: plans, cases: await casesIn(table, context.table) };
}

/** Shows nothing to anybody, and logs nothing. */
async function draftContext(context: PlanContext, table: DraftTable): Promise<Parameters<typeof readWholeFile>[0]> {
  const say = (): void => undefined;
  const log: Context['log'] = { debug: say, info: say, warn: say, error: say, child: () => log };
  const orders = openStandingOrders({ ...context, table, log });
  await orders.refresh();
  return {
    ...context,
    table,
    orders,
    policy: () => context.rules().policy,
    mirrors: [],
    places: { centralChannel: '', opsChannel: '' },
    laneBell: createBell(),
    atOnce: { files: 1, alerts: 50 },
    log,
  };
}

async function planFile(
  draft: Parameters<typeof readWholeFile>[0],
  { key, source, receivedAt, entry }: ChosenFile,
): Promise<FilePlan> {
  const { ledger } = await readWholeFile(draft, { key, source, receivedAt, replay: true });
  const { state, records, recorded, known, rejected, events = 0, resources = 0, fired = 0, held = 0, reasons } = ledger;
  return {
    key,
    source: ledger.source,
    before: entry?.state,
    after: state,
    records,
    recorded,
    known,
    events,
    resources,
    rejected,
    fired,
    held,
    rejectedBefore: entry?.rejected ?? 0,
    ...(state === 'unreadable' ? { reason: reasons[0] ?? 'unknown' } : {}),
  };
}

/** The cases that the draft changes, in the order in which they were first touched. */
async function casesIn(draft: DraftTable, table: Context['table']): Promise<CasePlan[]> {
  const plans = new Map<string, CasePlan>();
  const written = draft.written().filter(({ pk }) => pk.startsWith('case#'));
  for (const item of written) {
    if (item.sk !== 'case') continue;
    const { id, title, project, severity } = bodyOf<Case>(item);
    const [stored] = await table.get([caseKey(id)]);
    plans.set(item.pk, { id, title, project, severity, isNew: stored === undefined, occurrences: 0, happenings: [] });
  }
  for (const { pk, sk, body } of written) {
    const plan = plans.get(pk);
    if (plan === undefined) continue;
    if (sk.startsWith('occ#')) plan.occurrences += 1;
    if (sk.startsWith('tl#')) plan.happenings.push(bodyOf<TimelineEntry>({ body }).what);
  }
  return [...plans.values()];
}
