import { occurrenceIdOf, type Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import type { Finding } from '#core/record-finding.ts';
import { everyItem, type Item, type Write } from '#core/table.ts';
import { withdrawOccurrence, type Rest } from '#core/withdraw-occurrence.ts';
import { bodyOf, caseKey, occurrenceKey, toBody } from './case-items.ts';
import type { Context } from './context.ts';
import { inTurn } from './in-turn.ts';
import { saveCase, untilSaved } from './save-case.ts';
import { whereToLook } from './where-to-look.ts';

type WithdrawContext = Pick<Context, 'table' | 'mirrors' | 'policy' | 'places' | 'orders' | 'laneBell' | 'now' | 'log'>;

/** As much of a finding as it takes to withdraw it. */
export type Withdrawn = Pick<Finding, 'alert' | 'fingerprint' | 'severity'>;

/** An occurrence as it is kept; `withdrawnAt` when it does not count any more. */
interface Kept {
  alert: Alert;
  withdrawnAt?: string;
}

const keptSeconds = 400 * 86_400;

/**
 * Takes the occurrence of this finding out of its case: the mark that it is withdrawn and the changed case are one
 * write. Safe to call again, and also before the occurrence is recorded: then it never will be. Answers whether a case
 * was changed.
 */
export async function withdrawFinding(context: WithdrawContext, finding: Withdrawn): Promise<boolean> {
  const caseId = caseIdOf(finding.fingerprint);
  return inTurn(context.table, caseId, () =>
    untilSaved(`a withdrawn alert of ${caseId}`, () => tryToWithdraw(context, caseId, finding)),
  );
}

/** Undefined when somebody else changed the case in between. */
async function tryToWithdraw(
  context: WithdrawContext,
  caseId: string,
  finding: Withdrawn,
): Promise<boolean | undefined> {
  const { table } = context;
  const key = occurrenceKey(caseId, occurrenceIdOf(finding.alert));
  const [storedCase, stored] = await table.get([caseKey(caseId), key]);
  if (stored !== undefined && bodyOf<Kept>(stored).withdrawnAt !== undefined) return false;
  const now = context.now();
  const write = withdrawnWrite(
    stored,
    { ...key, v: (stored?.v ?? 0) + 1, body: withdrawnBody(stored, finding, now) },
    now,
  );
  if (storedCase === undefined || stored === undefined)
    return (await table.write([write])).conflicts.length === 0 ? false : undefined;

  const existing = bodyOf<Case>(storedCase);
  const { at } = bodyOf<Kept>(stored).alert;
  const isBetween = existing.firstSeenAt < at && at < existing.lastSeenAt;
  const rest = isBetween ? 'as before' : await restOf(table, caseId, key.sk);
  const withdrawn = withdrawOccurrence(existing, rest, now.toISOString());
  const routed = whereToLook(withdrawn.case, withdrawn.reach, context);
  const isSaved = await saveCase(context, {
    case: routed.case,
    from: existing.revision,
    at: now,
    entries: withdrawn.entries,
    looks: routed.looks,
    urgent: false,
    also: [write],
  });
  if (!isSaved) return undefined;
  context.log.info({ caseId, count: routed.case.count }, 'an alert was withdrawn');
  return true;
}

function withdrawnBody(stored: Item | undefined, { alert, severity }: Withdrawn, now: Date): Item['body'] {
  const kept = stored === undefined ? { alert, severity } : bodyOf<Kept>(stored);
  return toBody({ ...kept, withdrawnAt: now.toISOString() });
}

function withdrawnWrite(stored: Item | undefined, item: Item, now: Date): Write {
  const expires = stored?.expires ?? Math.floor(now.getTime() / 1000) + keptSeconds;
  return { put: { ...item, expires }, when: stored === undefined ? 'absent' : { v: stored.v } };
}

/** The newest and the oldest of the other occurrences. */
async function restOf(table: Context['table'], caseId: string, without: string): Promise<Rest | undefined> {
  const { pk } = caseKey(caseId);
  let rest: Rest | undefined;
  for await (const item of everyItem(table, { pk, from: 'occ#', to: 'occ#\uFFFF' })) {
    const { alert, withdrawnAt } = bodyOf<Kept>(item);
    if (item.sk === without || withdrawnAt !== undefined) continue;
    rest = {
      newest: rest === undefined || alert.at > rest.newest.at ? alert : rest.newest,
      firstAt: rest === undefined || alert.at < rest.firstAt ? alert.at : rest.firstAt,
    };
  }
  return rest;
}
