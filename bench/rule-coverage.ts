import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { problemText } from '#rules/rule-file.ts';
import { loadRules } from '#rules/load-rules.ts';
import { readRuleFiles } from '../src/store/read-rule-files.ts';
import { coveragePage } from './rule-coverage/coverage-page.ts';
import { measure } from './rule-coverage/measure.ts';

/** Public samples, which may lie beside the project. */
export const samples = new URL('../../shared/data/', import.meta.url);

/** Writes `docs/rules/coverage.md`; without the samples it says so and leaves the page as it is. */
export async function writeCoverage(): Promise<number> {
  if (!existsSync(samples)) {
    process.stdout.write(
      `coverage: the samples are not at ${samples.pathname}; docs/rules/coverage.md stays as it is\n`,
    );
    return 0;
  }
  const loaded = loadRules(await readRuleFiles('rules'));
  if ('problems' in loaded) {
    process.stderr.write(`${loaded.problems.map(problemText).join('\n')}\n`);
    return 1;
  }
  const measured = measure(loaded.rules, samples);
  await mkdir('docs/rules', { recursive: true });
  await writeFile('docs/rules/coverage.md', coveragePage(loaded.rules, measured));
  const found = measured.techniques.filter(({ rules }) => rules.length > 0).length;
  process.stdout.write(
    `coverage: ${found} of ${measured.techniques.length} techniques; written to docs/rules/coverage.md\n`,
  );
  return 0;
}
