import type { Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { everyItem, hourOf, type Table } from '#core/table.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { bodyOf, caseKey, changedCasesPk, type MirrorState } from '#pipeline/case-items.ts';
import { readMirrorStates } from '#pipeline/read-mirror-states.ts';

/** A case with all that is kept of it. */
export interface KeptCase {
  case: Case;
  occurrences: Alert[];
  timeline: TimelineEntry[];
  shown: MirrorState[];
}

const hourMs = 3_600_000;

/** Every case that was changed since then, by the feed of changes: a case is in it once, at its last change. */
export async function casesSince(table: Table, since: Date): Promise<Case[]> {
  const cases: Case[] = [];
  for (let at = since.getTime() - hourMs; at < Date.now() + hourMs; at += hourMs) {
    const pk = changedCasesPk(hourOf(new Date(at).toISOString()));
    for await (const item of everyItem(table, { pk, index: 'changes' })) cases.push(bodyOf<Case>(item));
  }
  return cases;
}

/** The same with all that is kept of each. */
export async function readCases(table: Table, since: Date): Promise<KeptCase[]> {
  const cases: KeptCase[] = [];
  for (const c of await casesSince(table, since)) cases.push(await readCase(table, c));
  return cases;
}

async function readCase(table: Table, c: Case): Promise<KeptCase> {
  const { pk } = caseKey(c.id);
  const all = (start: string) => everyItem(table, { pk, from: start, to: `${start}\uFFFF` });
  return {
    case: c,
    occurrences: await Array.fromAsync(all('occ#'), (item) => bodyOf<{ alert: Alert }>(item).alert),
    timeline: await Array.fromAsync(all('tl#'), (item) => bodyOf<TimelineEntry>(item)),
    shown: (await readMirrorStates(table, c.id)).map(({ state }) => state),
  };
}
