import { occurrenceIdOf } from '#core/alert.ts';
import type { Case, Silenced } from '#core/case.ts';
import { opsSource } from '#core/ops.ts';
import { recordFinding, type Finding } from '#core/record-finding.ts';
import type { Write } from '#core/table.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { bodyOf, caseKey, occurrenceKey, occurrenceWrite } from './case-items.ts';
import type { Context } from './context.ts';
import { inTurn } from './in-turn.ts';
import { hiddenWrite } from './order-items.ts';
import { caseOfResourceWrite } from './resource-items.ts';
import { saveCase, untilSaved } from './save-case.ts';
import { mergeLooks, whereToLook, type Look } from './where-to-look.ts';

type RecordContext = Pick<Context, 'table' | 'mirrors' | 'policy' | 'places' | 'orders' | 'laneBell' | 'now' | 'log'>;

/** What became of findings of one case. */
export interface Recording {
  recorded: number;
  /** Recorded before. */
  known: number;
  /** As it is now; undefined when all are known. */
  case?: Case;
}

/** A batch has at most 100 writes, and a finding is up to three of them. */
const mostAtOnce = 25;

/**
 * Records findings of the case `caseId` in their order: case, occurrences, timeline and pending effects in one atomic
 * write for up to 25 of them. Safe to call again with the same ones.
 */
export async function recordInCase(context: RecordContext, caseId: string, findings: Finding[]): Promise<Recording> {
  let all: Recording = { recorded: 0, known: 0 };
  for (let from = 0; from < findings.length; from += mostAtOnce) {
    const some = findings.slice(from, from + mostAtOnce);
    const one = await inTurn(context.table, caseId, () =>
      untilSaved(`an alert of ${caseId}`, () => tryToRecord(context, caseId, some)),
    );
    all = { ...all, ...one, recorded: all.recorded + one.recorded, known: all.known + one.known };
  }
  return all;
}

/** Undefined when somebody else changed the case in between. */
async function tryToRecord(
  context: RecordContext,
  caseId: string,
  findings: Finding[],
): Promise<Recording | undefined> {
  const arrivals = new Map(findings.map((finding) => [occurrenceIdOf(finding.alert), finding]));
  const ids = [...arrivals.keys()];
  const keys = [caseKey(caseId), ...ids.map((id) => occurrenceKey(caseId, id))];
  const [storedCase, ...stored] = await context.table.get(keys);
  for (const [index, id] of ids.entries()) if (stored[index] !== undefined) arrivals.delete(id);
  const known = findings.length - arrivals.size;
  if (arrivals.size === 0) return { recorded: 0, known };

  const existing = storedCase === undefined ? undefined : bodyOf<Case>(storedCase);
  const now = context.now();
  const changed = recordAll(context, existing, [...arrivals], now);
  const isSaved = await saveCase(context, { ...changed, from: existing?.revision, at: now, urgent: false });
  if (!isSaved) return undefined;
  context.log.debug({ caseId, happened: changed.entries.map((entry) => entry.what) }, 'alerts recorded');
  return { recorded: arrivals.size, known, case: changed.case };
}

interface AllRecorded {
  case: Case;
  entries: TimelineEntry[];
  looks: Look[];
  also: Write[];
}

/** One after the other, as if each had been written by itself. */
function recordAll(
  context: RecordContext,
  existing: Case | undefined,
  arrivals: [string, Finding][],
  now: Date,
): AllRecorded {
  let c = existing;
  const entries: TimelineEntry[] = [];
  const also: Write[] = [];
  let looks: Look[] = [];
  const hiding = new Map<string, Silenced>();
  for (const [occurrenceId, finding] of arrivals) {
    checkFingerprint(c, finding);
    const isNew = c === undefined;
    const recorded = recordFinding(c, finding, now.toISOString());
    const routed = whereToLook(recorded.case, recorded.reach, context);
    c = routed.case;
    looks = mergeLooks(looks, routed.looks);
    entries.push(...recorded.entries);
    const { alert, severity } = finding;
    // So that whoever changes the resource, or tells that it is gone, finds the case.
    if (isNew && !c.sources.includes(opsSource)) also.push(caseOfResourceWrite(c.resource.id, c.id));
    also.push(occurrenceWrite(c.id, occurrenceId, { alert, severity, at: now }));
    if (finding.silenced?.by !== undefined) hiding.set(finding.silenced.rule, finding.silenced);
  }
  if (c === undefined) throw new Error('no finding to record');
  for (const silenced of hiding.values()) also.push(hiddenWrite(silenced, c));
  return { case: c, entries, looks, also };
}

function checkFingerprint(c: Case | undefined, { fingerprint }: Finding): void {
  if (c === undefined || c.fingerprint === fingerprint) return;
  throw new Error(`two fingerprints have the case id ${c.id}: ${c.fingerprint} and ${fingerprint}`);
}
