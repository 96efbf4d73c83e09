import type { Actor } from '#core/actor.ts';
import type { Action } from '#core/case-action.ts';
import type { Case, EscalationTarget } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import { upcomingSteps, type Step } from '#core/reminders.ts';
import { isWorse } from '#core/severity.ts';
import { everyItem } from '#core/table.ts';
import { actOnCase } from './act-on-case.ts';
import { bodyOf, livingPk } from './case-items.ts';
import type { Context } from './context.ts';
import { saveCase, withUpcoming } from './save-case.ts';
import { whereToLook } from './where-to-look.ts';

const clock: Actor = { kind: 'system', id: 'clock' };

/**
 * Does what the clock has to do to cases by now: reminders, escalations, questions and what follows from silence. Each step
 * is a write on the condition that the case is as it was read, so of several that try one does it. The mirrors show it as
 * they show everything else. Answers how many steps were done.
 */
export async function remind(context: Context): Promise<number> {
  const now = context.now().toISOString();
  const quiet = createQuota(context.policy().storm.cards);
  let done = 0;
  for await (const item of everyItem(context.table, { pk: livingPk, index: 'due', to: `${now}#\uFFFF` })) {
    const c = bodyOf<Case>(item);
    const step = dueStep(c, context, now);
    if (step === undefined) await planAnew(context, c);
    else if (step.do === 'remind' && quiet(c)) await passOver(context, c);
    else if (await take(context, c, step)) done += 1;
  }
  return done;
}

/** The step whose time has come, by the policy and the working hours of now. */
function dueStep(c: Case, { policy }: Pick<Context, 'policy'>, now: Instant): Step | undefined {
  const [step] = upcomingSteps(c, policy(), now);
  return step !== undefined && step.at <= now ? step : undefined;
}

/** Of the lower cases of a project so many are reminded of at once; the digest tells of all. */
function createQuota(most: number): (c: Case) => boolean {
  const counts = new Map<string, number>();
  return (c) => {
    if (isWorse(c.severity, 'medium')) return false;
    const count = (counts.get(c.project) ?? 0) + 1;
    counts.set(c.project, count);
    return count > most;
  };
}

async function take(context: Context, c: Case, step: Step): Promise<boolean> {
  const outcome = await actOnCase(context, {
    caseId: c.id,
    action: actionOf(step, c, context),
    by: clock,
    requestId: `clock:${step.do}:${c.revision}`,
    only: (one) => dueStep(one, context, context.now().toISOString())?.do === step.do,
  });
  return 'done' in outcome;
}

function actionOf(step: Step, c: Case, context: Context): Action {
  switch (step.do) {
    case 'remind':
      return { do: 'remind' };
    case 'ask':
      return { do: 'ask' };
    case 'escalate':
      return { do: 'escalate', to: targetOf(c, context) };
    case 'reopen':
      return { do: 'unacknowledge' };
  }
}

/** PagerDuty; without it whom the project calls in Slack. */
function targetOf(c: Case, { mirrors, policy }: Pick<Context, 'mirrors' | 'policy'>): EscalationTarget {
  if (mirrors.some(({ name }) => name === 'pagerduty')) return { id: 'pagerduty', label: 'PagerDuty' };
  const { projects, mention } = policy();
  const project = projects.find(({ name }) => name === c.project);
  const id = project?.mention ?? mention ?? 'here';
  return { id, label: project?.mention === undefined ? 'Slack' : `Slack: ${project.title ?? project.name}` };
}

/** Reminded of by the digest alone, this time. */
function passOver(context: Context, c: Case): Promise<boolean> {
  return keep(context, { ...c, reminded: { at: context.now().toISOString(), seq: c.reminded?.seq ?? 0 } });
}

/** The policy or the hours have changed since it was written: it comes at another time, or not at all. */
function planAnew(context: Context, c: Case): Promise<boolean> {
  return keep(context, c);
}

/** Where somebody else has changed the case meanwhile, its step has been planned anew with that. */
async function keep(context: Context, c: Case): Promise<boolean> {
  const at = context.now();
  const isSeen = JSON.stringify(withUpcoming(c, context.policy(), at).upcoming) !== JSON.stringify(c.upcoming);
  const routed = whereToLook(c, isSeen && c.shownIn.length > 0 ? 'reminders' : 'nowhere', context);
  const looks = routed.looks.map((look) => ({ ...look, because: 'again' as const }));
  return saveCase(context, {
    case: { ...routed.case, revision: c.revision + 1 },
    from: c.revision,
    at,
    entries: [],
    looks,
    urgent: false,
    also: [],
  });
}
