import { opsAlert, opsCaseId, type Trouble } from '#core/ops.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import { bodyOf, caseKey, toBody } from './case-items.ts';
import type { Context } from './context.ts';
import { handleAlert } from './handle-alert.ts';
import { readShadow, type ShadowCount } from './note-shadow.ts';
import type { OpsContext } from './tell-ops.ts';

const kind = 'rules-in-test';
/** Files of the day before may come a while after its end. */
const fromHour = 6;
const dayMs = 86_400_000;
/** What was missed while nobody was running is told so far back. */
const mostDays = 7;
const shownRules = 20;

const toldKey = { pk: 'shadow-told', sk: 'day' };

type ShadowContext = OpsContext & Pick<Context, 'rules'>;

/**
 * Tells ops once a day, without calling anybody, what the rules in test would have alerted the day before: one case a
 * day, which the next digest closes. Safe to run again.
 */
export async function tellShadow(context: ShadowContext): Promise<void> {
  const [item] = await context.table.get([toldKey]);
  const told = item === undefined ? undefined : bodyOf<{ day: string }>(item).day;
  for (const day of daysToTell(told, context.now())) {
    const counts = await readShadow(context.table, day);
    if (counts.length > 0) await handleAlert(context, opsAlert(digestOf(day, counts, context.rules())));
    if (told !== undefined && told < day) await closeDigests(context, told, day);
    await context.table.write([{ put: { ...toldKey, v: 1, body: toBody({ day }) }, when: 'any' }]);
  }
}

/** Whole days that are over, up to yesterday. */
function daysToTell(told: string | undefined, now: Date): string[] {
  const newest = Math.floor((now.getTime() - fromHour * 3_600_000) / dayMs) * dayMs - dayMs;
  const oldest = newest - (mostDays - 1) * dayMs;
  const from = told === undefined ? newest : Math.max(Date.parse(told) + dayMs, oldest);
  const days: string[] = [];
  for (let ms = from; ms <= newest; ms += dayMs) days.push(new Date(ms).toISOString().slice(0, 10));
  return days;
}

function digestOf(day: string, counts: [string, ShadowCount][], rules: RuleSet): Trouble {
  const titles = new Map(rules.rules.map(({ id, title }) => [id, title]));
  const more = counts.length - shownRules;
  const facts = counts.slice(0, shownRules).map(([rule, { count, examples }]) => ({
    label: `${count} × ${rule}`,
    value: [titles.get(rule), ...examples].filter((text) => text !== undefined).join('; '),
  }));
  return {
    kind,
    about: day,
    title: `Rules in test would have alerted on ${day}`,
    facts: more > 0 ? [...facts, { label: 'And', value: `${more} more rules` }] : facts,
    occurrence: day,
    at: `${day}T23:59:59.999Z`,
    severity: 'low',
  };
}

/** Those of the days from the one that was told last; a person may have closed them before. */
async function closeDigests(context: ShadowContext, from: string, before: string): Promise<void> {
  for (let ms = Date.parse(from); ms < Date.parse(before); ms += dayMs) {
    const about = new Date(ms).toISOString().slice(0, 10);
    const [item] = await context.table.get([caseKey(opsCaseId({ kind, about }))]);
    if (item === undefined) continue;
    const { title, facts } = bodyOf<Pick<Trouble, 'title' | 'facts'>>(item);
    const at = context.now().toISOString();
    const over = { kind, about, title, facts, occurrence: 'over', at, severity: 'low', ended: 'expected' } as const;
    await handleAlert(context, opsAlert(over));
  }
}
