import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { samples } from '#bench/rule-coverage.ts';
import { measure } from '#bench/rule-coverage/measure.ts';
import type { Rule } from '#rules/rule.ts';
import { testRules } from '#rules/testing/test-rules.ts';
import { folderOf } from '../../src/cli/rules/rule-folder.ts';
import { createBench } from '../../src/cli/rules/test-bench.ts';
import { readRuleFiles } from '../../src/store/read-rule-files.ts';

/** The rules that a new team gets, as `irene rules` loads them. */
const folder = folderOf({ place: { root: 'rules', part: '' }, files: await readRuleFiles('rules'), said: undefined });
const { rules } = folder;
/** Documents that only carry a correlation have no tests of their own. */
const told = rules.filter(({ tests }) => tests.length > 0);

describe('the default rules', () => {
  it('load without a problem and without a warning, of unknown fields too', () => {
    expect(folder.problems).toEqual([]);
    expect(folder.warnings).toEqual([]);
    expect(rules.length).toBeGreaterThan(120);
  });

  it('pass their tests, and each condition of them is needed by a test', { timeout: 120_000 }, async () => {
    const reports = testRules(rules, await createBench(folder), { mutate: true, isExempt: () => false });
    const failed = reports.flatMap(({ rule, results, missing, survivors }) => [
      ...results
        .filter((result) => !('outcome' in result && result.outcome.passed))
        .map(({ name }) => `${rule.id}: ${name}`),
      ...missing.map((text) => `${rule.id}: ${text}`),
      ...survivors.filter(({ kind }) => kind === 'condition').map(({ what }) => `${rule.id}: ${what}`),
    ]);
    expect(failed).toEqual([]);
  });

  it('stand in files that are named after one of them', () => {
    const names = Map.groupBy(rules, ({ path }) => path);
    const alone = [...names].filter(([, of]) => of.length === 1);
    const misnamed = alone.filter(([path, of]) => fileId(path) !== of[0]?.id);
    expect(misnamed.map(([path]) => path)).toEqual([]);
  });

  it.each(told.filter(makesAlerts))('$id says what happened, why it matters and what to do first', (rule) => {
    expect(rule.title.length).toBeGreaterThan(15);
    expect(rule.description).toMatch(/\n\s*First: /);
    expect(rule.references.length).toBeGreaterThan(0);
    expect(rule.references.every((link) => URL.canParse(link))).toBe(true);
    expect(rule.tags.some((tag) => tag.startsWith('attack.') || tag.startsWith('cis.'))).toBe(true);
  });
});

function makesAlerts({ kind }: Rule): boolean {
  return kind === 'detection' || kind === 'correlation' || kind === 'config';
}

function fileId(path: string): string {
  return basename(path, '.yml');
}

const isHere = existsSync(samples);
if (!isHere) process.stdout.write(`skipped: the samples are not at ${samples.pathname}\n`);

describe.skipIf(!isHere)('over public samples, the default rules', () => {
  test('find at least 30 of 35 attack techniques and are quiet over what services do', { timeout: 120_000 }, () => {
    const { techniques, noise } = measure(folder.set, samples);
    expect(techniques).toHaveLength(35);
    expect(techniques.filter((one) => one.rules.length > 0).length).toBeGreaterThanOrEqual(30);
    const [ordinary, , everything] = noise;
    expect(ordinary?.records).toBeGreaterThan(300);
    expect(ordinary?.cases).toBeLessThanOrEqual((ordinary?.records ?? 0) / 1000);
    expect(everything?.cases).toBeLessThan(50);
  });
});
