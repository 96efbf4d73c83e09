import { z } from 'zod';
import { parseRuleFile } from '#rules/parse-rule-file.ts';
import { problemText, type RuleFile } from '#rules/rule-file.ts';
import type { Decisions } from './decisions.ts';

const count = z.int('expected a whole number').min(0);

const file = z.strictObject({
  rules: z.record(
    z.string(),
    z
      .strictObject({ at_least: count.optional(), at_most: count.optional(), exactly: count.optional() })
      .refine((said) => Object.keys(said).length > 0, 'expected at_least, at_most or exactly'),
  ),
  /** What an alert of a rule that is not named here is. */
  unexpected: z.enum(['fail', 'warn'], 'expected fail or warn').default('warn'),
});

export type Expectations = z.infer<typeof file>;

/** The file of `--expect`, or everything that is wrong with it. */
export function readExpectations(text: RuleFile): { expected: Expectations } | { problems: string[] } {
  const parsed = parseRuleFile(text, file);
  return 'problems' in parsed ? { problems: parsed.problems.map(problemText) } : { expected: parsed.value };
}

/** What is not as expected: `failures` fail, `warnings` do not. */
export function compareWith(expected: Expectations, decisions: Decisions): { failures: string[]; warnings: string[] } {
  const failures = Object.entries(expected.rules).flatMap(([rule, wanted]) => {
    const actual = decisions.get(rule)?.size ?? 0;
    const isWrong =
      (wanted.exactly !== undefined && actual !== wanted.exactly) ||
      (wanted.at_least !== undefined && actual < wanted.at_least) ||
      (wanted.at_most !== undefined && actual > wanted.at_most);
    return isWrong ? [`${rule}: ${actual} alerts, expected ${wantedText(wanted)}`] : [];
  });
  const others = [...decisions].flatMap(([rule, of]) =>
    Object.hasOwn(expected.rules, rule) || of.size === 0 ? [] : [`${rule}: ${of.size} alerts, expected none`],
  );
  return expected.unexpected === 'fail'
    ? { failures: [...failures, ...others], warnings: [] }
    : { failures, warnings: others };
}

function wantedText({ at_least: least, at_most: most, exactly }: Expectations['rules'][string]): string {
  const parts = [
    ...(exactly === undefined ? [] : [`exactly ${exactly}`]),
    ...(least === undefined ? [] : [`at least ${least}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
  ];
  return parts.join(' and ');
}
