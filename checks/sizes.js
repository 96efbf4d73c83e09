// Prints how large the files are and fails when the house style's limits are passed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const limits = { p90: 200, max: 300 };
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'sandbox', 'bench', 'test', 'bin', 'checks'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => /\.(ts|js)$/.test(file));
const sizes = files
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
  .toSorted((a, b) => a.lines - b.lines);
const at = (share) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))].lines;
const tests = sizes.filter(({ file }) => file.startsWith('test/')).reduce((sum, { lines }) => sum + lines, 0);
const code = sizes.filter(({ file }) => file.startsWith('src/')).reduce((sum, { lines }) => sum + lines, 0);
process.stdout.write(
  `sizes: ${files.length} files, p50 ${at(0.5)}, p90 ${at(0.9)}, largest ${sizes.at(-1).lines} (${sizes.at(-1).file}), tests : src ${(tests / code).toFixed(2)}\n`,
);
const tooLarge = sizes.filter(({ lines }) => lines > limits.max);
for (const { file, lines } of tooLarge)
  process.stderr.write(`sizes: ${file} has ${lines} lines, more than ${limits.max}\n`);
if (at(0.9) > limits.p90) process.stderr.write(`sizes: p90 is ${at(0.9)}, more than ${limits.p90}\n`);
process.exitCode = tooLarge.length > 0 || at(0.9) > limits.p90 ? 1 : 0;
