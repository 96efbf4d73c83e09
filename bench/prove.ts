import { failing, type Figure, type Options, type Outcome, type Proof, type Size } from './proof.ts';

/**
 * `npm run prove [-- NAME…] [--short] [--samples=FOLDER]`, and `npm run bench` with a list of its own: runs the named
 * proofs, else all, and prints their figures. Answers the exit code: 0 all hold, 1 one does not or could not be carried
 * out, 2 wrong words.
 */
export async function prove(words: string[], proofs: Proof[], command: string): Promise<number> {
  const size: Size = words.includes('--short') ? 'short' : 'full';
  const names = words.filter((word) => word !== '--short' && !word.startsWith(samplesAre));
  const unknown = names.filter((name) => !proofs.some((proof) => proof.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `${command}: nothing is named ${unknown.join(', ')}; there are: ${proofs.map(({ name }) => name).join(', ')}\n`,
    );
    return 2;
  }
  let failed = 0;
  for (const proof of proofs.filter(({ name }) => names.length === 0 || names.includes(name)))
    if (!(await holds(proof, size, optionsOf(words)))) failed += 1;
  process.stdout.write(failed === 0 ? '\nall hold\n' : `\n${failed} do not hold\n`);
  return failed === 0 ? 0 : 1;
}

const samplesAre = '--samples=';

function optionsOf(words: string[]): Options {
  const folder = words.find((word) => word.startsWith(samplesAre))?.slice(samplesAre.length);
  return folder === undefined ? {} : { samples: folder };
}

async function holds(proof: Proof, size: Size, options: Options): Promise<boolean> {
  process.stdout.write(`\n${proof.name}: ${proof.about} (${size})\n`);
  const startedAt = performance.now();
  try {
    const outcome = await proof.run(size, (line) => process.stdout.write(`  … ${line}\n`), options);
    process.stdout.write(report(outcome));
    return failing(outcome).length === 0;
  } catch (err) {
    process.stdout.write(
      `  could not be carried out: ${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`,
    );
    return false;
  } finally {
    process.stdout.write(`  took ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  }
}

/** The figures and the table of an outcome, as text. */
export function report({ figures, table }: Outcome): string {
  const rows = figures.map((figure) => [markOf(figure), figure.label, figure.value, figure.wanted ?? '']);
  return [...aligned(rows), ...(table === undefined ? [] : ['', ...aligned(table)])]
    .map((line) => `  ${line}\n`)
    .join('');
}

function markOf({ holds: isAsWanted }: Figure): string {
  if (isAsWanted === undefined) return '·';
  return isAsWanted ? '✓' : '✗';
}

function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
