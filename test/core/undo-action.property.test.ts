import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caseAction, type Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { recordFinding } from '#core/record-finding.ts';
import { undoNoteOf, type UndoNote } from '#core/undo-action.ts';
import { aCase, aFinding, noon } from '#test/builders.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const after = (ms: number): string => new Date(Date.parse(noon) + ms).toISOString();
const soon = after(20_000);

const action = fc.constantFrom<Action>(
  { do: 'acknowledge' },
  { do: 'snooze', until: after(3_600_000), wakeWhenWorse: false, why: 'later' },
  { do: 'close', reason: 'accepted_risk', acceptedUntil: after(9_000_000), why: 'known' },
  { do: 'close', reason: 'fixed' },
  { do: 'assign', to: aki },
  { do: 'assign' },
  { do: 'set_severity', severity: 'critical', why: 'x' },
  { do: 'set_severity', severity: 'none', why: 'x' },
);
const before = fc.constantFrom<Case>(
  aCase(),
  aCase({ status: 'acknowledged', statusBy: aki, statusComment: 'mine', assignee: aki }),
  aCase({ status: 'snoozed', statusBy: aki, snoozedUntil: after(1_000_000), wakeWhenWorse: true }),
  aCase({ silenced: { until: after(99_000_000), rule: 'hush', reason: 'test' }, doubt: { rule: 'r', at: noon } }),
  aCase({ severity: 'low', severityBy: aki, rulesSay: 'high' }),
);

/** Done, with the note as the store gives it back; undefined when it was refused. */
function act(c: Case, what: Action): { case: Case; note: UndoNote } | undefined {
  const outcome = caseAction(c, what, { at: noon, by: aki });
  if ('refused' in outcome) return undefined;
  const [entry] = outcome.entries;
  const note = entry === undefined ? undefined : undoNoteOf(c, outcome.case, entry);
  return note === undefined ? undefined : { case: outcome.case, note: JSON.parse(JSON.stringify(note)) as UndoNote };
}

function undo(c: Case, of: UndoNote, at = soon) {
  return caseAction(c, { do: 'undo', of }, { at, by: aki });
}

/** What grows whatever happens. */
function bare({ revision: _1, timelineLength: _2, calls: _3, ...rest }: Case): object {
  return rest;
}

it('undoing an action leaves the case as it was, with one more line of history', () => {
  fc.assert(
    fc.property(before, action, (c, what) => {
      const acted = act(c, what);
      if (acted === undefined) return;
      const undone = undo(acted.case, acted.note);
      if (!('case' in undone)) throw new Error('refused');
      expect(bare(undone.case)).toEqual(bare(c));
      expect(undone.entries).toMatchObject([
        { what: 'undone', did: acted.note.did, seq: acted.case.timelineLength + 1 },
      ]);
      expect(undone.case.revision).toBe(acted.case.revision + 1);
      expect(undone.case.calls >= c.calls).toBe(true);
    }),
  );
});

it('an open case that was acknowledged and is open again calls anew', () => {
  const acted = act(aCase(), { do: 'acknowledge' });
  if (acted === undefined) throw new Error('refused');
  expect(undo(acted.case, acted.note)).toMatchObject({ case: { status: 'open', calls: 1 } });
});

it('what happened since is not undone, and neither is the same twice', () => {
  const acted = act(aCase(), { do: 'acknowledge' });
  if (acted === undefined) throw new Error('refused');
  const worse = recordFinding(acted.case, aFinding({ severity: 'critical', alert: { at: soon } }), soon).case;
  expect(undo(worse, acted.note)).toMatchObject({ refused: { because: 'changed_since' } });
  const undone = undo(acted.case, acted.note);
  if (!('case' in undone)) throw new Error('refused');
  expect(undo(undone.case, acted.note)).toMatchObject({ refused: { because: 'changed_since' } });
});

it('an alert that was only counted meanwhile stays counted', () => {
  const acted = act(aCase(), { do: 'acknowledge' });
  if (acted === undefined) throw new Error('refused');
  const counted = recordFinding(acted.case, aFinding({ alert: { at: soon, title: 'Newer' } }), soon).case;
  expect(undo(counted, acted.note)).toMatchObject({ case: { status: 'open', count: 2, title: 'Newer' } });
});

it('after half a minute it is too late', () => {
  const acted = act(aCase(), { do: 'acknowledge' });
  if (acted === undefined) throw new Error('refused');
  expect(undo(acted.case, acted.note, after(30_000))).toMatchObject({ case: { status: 'open' } });
  expect(undo(acted.case, acted.note, after(30_001))).toMatchObject({ refused: { because: 'too_late' } });
});
