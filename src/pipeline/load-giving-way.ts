import { loadRulesInSteps, type LoadedRules } from '#rules/load-rules.ts';
import type { RuleFile } from '#rules/rule-file.ts';
import { giveWay } from './give-way.ts';

/** Loads rules while clicks and files go on, which may wait between any two files that are read or rules that are compiled. */
export async function loadGivingWay(files: RuleFile[]): Promise<LoadedRules> {
  const steps = loadRulesInSteps(files);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await giveWay();
  }
}
