import { createHash } from 'node:crypto';
import { cutText } from '#core/text.ts';
import { problemText, type RuleProblem } from '#rules/rule-file.ts';
import { endTrouble, noteStanding } from './standing-troubles.ts';
import { tellOps, type OpsContext } from './tell-ops.ts';

const kind = 'rules-broken';
const toldProblems = 10;
const unchanged = { label: 'Meanwhile', value: 'The rules from before the change stay in force.' };

interface BrokenRules {
  place: string;
  problems: RuleProblem[];
  /** Of the files, so that each broken version is one occurrence. */
  signature: string;
}

/** Tells ops, once for each version of the files, what is wrong with them and where. */
export async function tellBrokenRules(context: OpsContext, { place, problems, signature }: BrokenRules): Promise<void> {
  const more = problems.length - toldProblems;
  const lines = problems.slice(0, toldProblems).map((problem) => cutText(problemText(problem), 300));
  await noteStanding(context, { kind, about: place });
  await tellOps(context, {
    kind,
    about: place,
    title: `The rules in ${place} do not load`,
    facts: [
      ...lines.map((value) => ({ label: 'Problem', value })),
      ...(more > 0 ? [{ label: 'And', value: `${more} more: irene rules check names all` }] : []),
      unchanged,
    ],
    occurrence: createHash('sha256').update(signature).digest('hex').slice(0, 16),
    at: context.now().toISOString(),
  });
}

export async function tellUnreadableRules(
  context: OpsContext,
  { place, err }: { place: string; err: unknown },
): Promise<void> {
  const at = context.now().toISOString();
  await noteStanding(context, { kind, about: place });
  await tellOps(context, {
    kind,
    about: place,
    title: `The rules in ${place} cannot be read`,
    facts: [{ label: 'Reason', value: cutText(err instanceof Error ? err.message : String(err), 500) }, unchanged],
    occurrence: `unreadable ${at}`,
    at,
  });
}

/** Closes what was told of them, if anything was. */
export async function tellMendedRules(context: OpsContext, place: string): Promise<void> {
  await endTrouble(context, { kind, about: place }, 'The rules load.');
}
