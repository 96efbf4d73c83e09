import type { Case } from '#core/case.ts';
import { lengthText } from '#core/length-text.ts';
import { everyItem, hourOf } from '#core/table.ts';
import { expires } from '#rules/close-by-news.ts';
import type { CloseRule } from '#rules/rule.ts';
import { actOnCase } from './act-on-case.ts';
import { bodyOf, changedCasesPk, toBody } from './case-items.ts';
import type { Context } from './context.ts';

const hourMs = 3_600_000;
/** How far before its time a new rule looks, and how much of it at once. */
const reachMs = 400 * 24 * hourMs;
const mostHours = 500;

/**
 * Closes as expired the open cases that a rule with `idle` is about, which nobody has touched and which nothing has
 * repeated for so long. A case lies in the feed of changes at its last change, so each run looks at the hours that have
 * become old enough since the one before. Answers how many were closed.
 */
export async function expireCases(context: Context): Promise<number> {
  let closed = 0;
  for (const rule of context.rules().closes) {
    if (rule.idleMs !== undefined && rule.status === 'on') closed += await expireBy(context, rule, rule.idleMs);
  }
  return closed;
}

async function expireBy(context: Context, rule: CloseRule, idleMs: number): Promise<number> {
  const key = { pk: 'idle', sk: `${rule.id}#${idleMs}` };
  const now = context.now().getTime();
  const [item] = await context.table.get([key]);
  const from = item === undefined ? now - idleMs - reachMs : Date.parse(bodyOf<{ at: string }>(item).at);
  const to = Math.min(now - idleMs, from + mostHours * hourMs);
  let closed = 0;
  for (let hour = Math.floor(from / hourMs) * hourMs; hour <= to; hour += hourMs) {
    closed += await expireOfHour(context, { rule, idleMs, hour: new Date(hour).toISOString() });
  }
  await context.table.write([{ put: { ...key, v: 1, body: toBody({ at: new Date(to).toISOString() }) }, when: 'any' }]);
  return closed;
}

async function expireOfHour(
  context: Context,
  { rule, idleMs, hour }: { rule: CloseRule; idleMs: number; hour: string },
): Promise<number> {
  const now = context.now();
  const latest = new Date(now.getTime() - idleMs).toISOString();
  const range = { pk: changedCasesPk(hourOf(hour)), index: 'changes' as const, to: `${latest}#\uFFFF` };
  let closed = 0;
  for await (const item of everyItem(context.table, range)) {
    const c = bodyOf<Case>(item);
    const isIdle = (one: Case): boolean =>
      one.revision === c.revision && isUntouched(one) && expires(rule, one, now.getTime());
    if (!isIdle(c)) continue;
    const outcome = await actOnCase(context, {
      caseId: c.id,
      action: {
        do: 'close',
        reason: 'expired',
        why: `${rule.title} (nothing for ${lengthText(idleMs)})`,
        ...(rule.reopen ? {} : { reopen: false }),
      },
      by: { kind: 'rule', id: rule.id },
      requestId: `idle:${rule.id}:${c.revision}`,
      only: isIdle,
    });
    if ('done' in outcome) closed += 1;
  }
  return closed;
}

/** Whatever a person has done to a case is theirs to end. */
function isUntouched({ status, statusBy, severityBy, escalation }: Case): boolean {
  return status === 'open' && statusBy.kind !== 'person' && severityBy.kind !== 'person' && escalation === undefined;
}
