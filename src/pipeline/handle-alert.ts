import { boundAlert, occurrenceIdOf, type Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import { recordFinding, type Finding } from '#core/record-finding.ts';
import { judge } from '#rules/judge.ts';
import { bodyOf, caseKey, occurrenceKey, occurrenceWrite } from './case-items.ts';
import type { Context } from './context.ts';
import { saveCase, untilSaved } from './save-case.ts';
import { whereToLook } from './where-to-look.ts';

/** What became of an alert: recorded in its case, or known before. */
export type Handled = { recorded: Case } | { known: true };

type AlertContext = Pick<Context, 'table' | 'mirrors' | 'policy' | 'places' | 'laneBell' | 'now' | 'log'>;

/**
 * Judges one alert and records it in its case: case, occurrence, timeline and pending effects in one atomic write.
 * Safe to call again with the same alert.
 */
export async function handleAlert(context: AlertContext, incoming: Alert): Promise<Handled> {
  const alert = boundAlert(incoming);
  const finding = judge(alert, context.policy());
  return untilSaved(`an alert of ${caseIdOf(finding.fingerprint)}`, () => tryToRecord(context, finding));
}

/** Undefined when somebody else changed the case in between. */
async function tryToRecord(context: AlertContext, finding: Finding): Promise<Handled | undefined> {
  const { table } = context;
  const caseId = caseIdOf(finding.fingerprint);
  const occurrenceId = occurrenceIdOf(finding.alert);
  const [storedCase, storedOccurrence] = await table.get([caseKey(caseId), occurrenceKey(caseId, occurrenceId)]);
  if (storedOccurrence !== undefined) return { known: true };

  const existing = storedCase === undefined ? undefined : bodyOf<Case>(storedCase);
  if (existing !== undefined && existing.fingerprint !== finding.fingerprint) {
    throw new Error(`two fingerprints have the case id ${caseId}: ${existing.fingerprint} and ${finding.fingerprint}`);
  }
  const now = context.now();
  const recorded = recordFinding(existing, finding, now.toISOString());
  const routed = whereToLook(recorded.case, recorded.reach, context);
  const { alert, severity } = finding;
  const isSaved = await saveCase(context, {
    ...routed,
    from: existing?.revision,
    at: now,
    entries: recorded.entries,
    urgent: false,
    also: [occurrenceWrite(caseId, occurrenceId, { alert, severity, at: now })],
  });
  if (!isSaved) return undefined;
  context.log.debug({ caseId, happened: recorded.entries.map((entry) => entry.what) }, 'alert recorded');
  return { recorded: routed.case };
}
