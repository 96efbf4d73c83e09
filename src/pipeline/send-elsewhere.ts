import type { Case } from '#core/case.ts';
import { bodyOf, caseKey } from './case-items.ts';
import type { Context } from './context.ts';
import { saveCase } from './save-case.ts';
import { sameDestination } from './where-to-look.ts';
import type { Lane } from './work-lane.ts';

/** Shows a case whose destination is gone at the place that stands in for it, once. */
export async function sendElsewhere(context: Context, { mirror, to }: Lane, caseId: string): Promise<void> {
  const instead = context.insteadOf({ mirror: mirror.name, to });
  if (instead === undefined) return;
  const [stored] = await context.table.get([caseKey(caseId)]);
  if (stored === undefined) return;
  const c = bodyOf<Case>(stored);
  if (c.shownIn.some((known) => sameDestination(known, instead))) return;
  const changed: Case = { ...c, shownIn: [...c.shownIn, instead], revision: c.revision + 1 };
  // Where it is not saved the case changed meanwhile; the postponed effect comes back and tries this again.
  await saveCase(context, {
    case: changed,
    from: c.revision,
    at: context.now(),
    entries: [],
    looks: [{ destination: instead, because: 'changed' }],
    urgent: false,
    also: [],
  });
}
