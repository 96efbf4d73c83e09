// Runs dependency-cruiser over the project and fails when it saw fewer modules than there are source files:
// a cruise that sees nothing would find every wall intact.
import { execFileSync, spawnSync } from 'node:child_process';

const folders = ['src', 'sandbox', 'bench', 'bin'];
const run = spawnSync('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders], {
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});
if (run.stdout === '') {
  process.stderr.write(run.stderr);
  process.exit(1);
}
const { modules, summary } = JSON.parse(run.stdout);
for (const { rule, from, to } of summary.violations) {
  const { comment } = summary.ruleSetUsed.forbidden.find((known) => known.name === rule.name) ?? {};
  process.stderr.write(`${rule.severity} ${rule.name}: ${from} → ${to}\n  ${comment}\n`);
}
const seen = new Set(modules.map((module) => module.source));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|js)$/.test(file));
const unseen = files.filter((file) => !seen.has(file) && !file.endsWith('.client.js'));
if (unseen.length > 0) process.stderr.write(`walls: not cruised: ${unseen.join(', ')}\n`);
process.stdout.write(`walls: ${files.length} files, ${summary.violations.length} violations\n`);
process.exitCode = summary.error > 0 || unseen.length > 0 ? 1 : 0;
