import { boundAlert, occurrenceIdOf, type Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { UnreadablePayload } from '#core/errors.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import { recordFinding } from '#core/record-finding.ts';
import type { Severity } from '#core/severity.ts';
import type { Happening } from '#core/timeline.ts';
import { judge } from '#rules/judge.ts';
import { bodyOf, caseKey, occurrenceKey } from './case-items.ts';
import type { ChosenFile } from './choose-files.ts';
import type { Context } from './context.ts';
import type { LedgerEntry } from './ledger.ts';

type PlanContext = Pick<Context, 'table' | 'blobs' | 'openFile' | 'policy' | 'now'>;

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
  rejected: number;
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
  /** Those that would get at least one occurrence more. */
  cases: CasePlan[];
}

/** The store as it would be: what was read of it, with what the replay would have written so far. */
interface Draft {
  cases: Map<string, Case>;
  occurrences: Set<string>;
  plans: Map<string, CasePlan>;
}

/** What a replay of these files, in this order, would change. Reads and judges them as a replay does, and writes nothing. */
export async function planReplay(context: PlanContext, files: ChosenFile[]): Promise<ReplayPlan> {
  const draft: Draft = { cases: new Map(), occurrences: new Set(), plans: new Map() };
  const plans: FilePlan[] = [];
  for (const file of files) plans.push(await planFile(context, file, draft));
  return { files: plans, cases: [...draft.plans.values()] };
}

async function planFile(context: PlanContext, file: ChosenFile, draft: Draft): Promise<FilePlan> {
  const { key, source, receivedAt, entry } = file;
  const counts = { records: 0, recorded: 0, known: 0, rejected: 0, rejectedBefore: entry?.rejected ?? 0 };
  const plan: FilePlan = { key, source, before: entry?.state, after: 'handled', ...counts };
  const bytes = await context.blobs.get(key);
  try {
    if (bytes === undefined) throw new UnreadablePayload('the saved file is not in the store any more');
    const reading = await context.openFile(bytes, source, { key, receivedAt });
    if (reading.source === undefined) plan.after = 'unknown_source';
    else plan.source = reading.source;
    for await (const read of reading.reads) {
      plan.records += 1;
      if ('reject' in read) plan.rejected += 1;
      else if (await planAlert(context, read.record.alert, draft)) plan.recorded += 1;
      else plan.known += 1;
    }
  } catch (err) {
    if (!(err instanceof UnreadablePayload)) throw err;
    return { ...plan, after: 'unreadable', reason: err.message };
  } finally {
    bytes?.destroy();
  }
  return plan;
}

/** False when the occurrence is known. */
async function planAlert({ table, policy, now }: PlanContext, incoming: Alert, draft: Draft): Promise<boolean> {
  const finding = judge(boundAlert(incoming), policy());
  const caseId = caseIdOf(finding.fingerprint);
  const occurrenceId = occurrenceIdOf(finding.alert);
  const name = `${caseId}#${occurrenceId}`;
  if (draft.occurrences.has(name)) return false;
  draft.occurrences.add(name);
  const [storedCase, stored] = await table.get([caseKey(caseId), occurrenceKey(caseId, occurrenceId)]);
  if (stored !== undefined) return false;

  const kept = storedCase === undefined ? undefined : bodyOf<Case>(storedCase);
  const existing = draft.cases.get(caseId) ?? kept;
  const recorded = recordFinding(existing, finding, now().toISOString());
  draft.cases.set(caseId, recorded.case);
  const plan = draft.plans.get(caseId);
  draft.plans.set(caseId, {
    id: caseId,
    title: recorded.case.title,
    project: recorded.case.project,
    severity: recorded.case.severity,
    isNew: plan?.isNew ?? kept === undefined,
    occurrences: (plan?.occurrences ?? 0) + 1,
    happenings: [...(plan?.happenings ?? []), ...recorded.entries.map((entry) => entry.what)],
  });
  return true;
}
