import type { Person } from '#core/actor.ts';
import type { Case } from '#core/case.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import { silenceMark, type Silence } from '#core/standing-order.ts';
import { actOnCase } from './act-on-case.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { followChanges } from './follow-changes.ts';
import { tellEndedSilences } from './tell-ended-silences.ts';
import { hiddenWrite, readHidden, silenceItem, silenceKey } from './order-items.ts';

/** So many open cases are snoozed when a silence begins; more would keep whoever asked for it waiting. */
const mostSnoozed = 500;

/** Snoozes the open and acknowledged cases that a silence is about to its end. Returns how many. Safe to call again. */
export async function snoozeSilenced(context: Context, silence: Silence): Promise<number> {
  const { id, until, reason, by } = silence;
  await followChanges(context);
  const read = parseQuery(`(${silence.query}) status:open,acknowledged`);
  if ('error' in read) return 0;
  const { ids } = await context.search.find({ query: read.query, now: context.now(), limit: mostSnoozed });
  let snoozed = 0;
  for (const caseId of ids) {
    const outcome = await actOnCase(context, {
      caseId,
      action: { do: 'snooze', until, wakeWhenWorse: true, why: reason },
      by,
      requestId: `silence:${id}`,
      only: ({ status }) => status === 'open' || status === 'acknowledged',
    });
    if (!('done' in outcome)) continue;
    await context.table.write([hiddenWrite({ rule: silenceMark(id), until }, outcome.done)]);
    snoozed += 1;
  }
  return snoozed;
}

/** Ends a silence now: every case that it keeps quiet comes back. Undefined when there is none in force. */
export async function endSilence(context: Context, id: string, by: Person): Promise<Silence | undefined> {
  const { table } = context;
  const [item] = await table.get([silenceKey(id)]);
  if (item === undefined) return undefined;
  const silence = bodyOf<Silence>(item);
  const now = context.now().toISOString();
  if (silence.until <= now) return undefined;
  // First the end, so that no alert is silenced any more, then what was: a second try finds the rest by `wake` alone.
  await table.write([{ put: silenceItem({ ...silence, until: now, endedBy: by }), when: 'any' }]);
  await context.orders.refresh();
  for await (const { caseId } of readHidden(table, id)) {
    await actOnCase(context, {
      caseId,
      action: { do: 'wake' },
      by,
      requestId: `silence-end:${id}`,
      only: (c) => isQuietBy(c, silence),
    });
  }
  await tellEndedSilences(context).catch((err: unknown) =>
    context.log.warn({ err }, 'the end of a silence is told later'),
  );
  return silence;
}

function isQuietBy(c: Case, { id, until }: Silence): boolean {
  if (c.status === 'snoozed') return c.snoozedUntil === until;
  return c.silenced?.rule === silenceMark(id);
}
