import { expect, it } from 'vitest';
import { loadGivingWay } from '#pipeline/load-giving-way.ts';
import { loadRules, loadRulesInSteps } from '#rules/load-rules.ts';
import type { RuleFile } from '#rules/rule-file.ts';
import { anEvent } from '#test/pipeline/a-rule-set.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';

const policy = (await readRuleFiles('rules')).filter(({ path }) => path === 'policy.yml');

function ruleFiles(count: number): RuleFile[] {
  const rules = Array.from({ length: count }, (_, n) => ({
    path: `detect/rule-${n}.yml`,
    text: `id: rule-${n}\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {eventName: Event${n}}, condition: s}\nlevel: low\n`,
  }));
  return [...policy, ...rules];
}

it('ten thousand rules are loaded in more steps than there are rules, none of which waits for another', {
  timeout: 240_000,
}, () => {
  const count = 10_000;
  const steps = loadRulesInSteps(ruleFiles(count));
  let taken = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) taken += 1;
  if (!('rules' in step.value)) throw new Error(JSON.stringify(step.value.problems));
  const { rules } = step.value;
  expect(rules.rules).toHaveLength(count);
  // One for each file, for ten that are compiled, for a hundred in the index, and in the prefilter.
  expect(taken).toBeGreaterThanOrEqual(count + count / 10 + count / 100 + count / 100);
  expect(rules.events.match(anEvent({ record: { eventName: 'Event4711' } })).map(({ id }) => id)).toEqual([
    'rule-4711',
  ]);
});

it('everything else has its turn meanwhile, and the set is the same', { timeout: 60_000 }, async () => {
  const files = ruleFiles(500);
  let turns = 0;
  let isLoading = true;
  const count = (): void => {
    turns += 1;
    if (isLoading) setImmediate(count);
  };
  setImmediate(count);
  const loaded = await loadGivingWay(files);
  isLoading = false;
  expect(turns).toBeGreaterThan(3);
  const atOnce = loadRules(files);
  if (!('rules' in loaded) || !('rules' in atOnce)) throw new Error('the rules do not load');
  expect(loaded.rules.version).toBe(atOnce.rules.version);
  expect(loaded.rules.rules.map(({ id }) => id)).toEqual(atOnce.rules.rules.map(({ id }) => id));
});
