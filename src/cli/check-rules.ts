import { BrokenRules, readPolicy } from '../app.ts';
import { readEnvironment, readHome } from '../config.ts';

/** Prints what is wrong in a rules folder (default: `IRENE_RULES`). 0 when nothing is, else 1. */
export async function checkRules(folder: string | undefined): Promise<number> {
  try {
    const policy = await readPolicy(folder ?? readHome(readEnvironment()).rulesFolder);
    process.stdout.write(
      `The rules load: ${policy.projects.length} projects, ${Object.keys(policy.severityOf).length} severity tables.\n`,
    );
    return 0;
  } catch (err) {
    if (!(err instanceof BrokenRules)) throw err;
    process.stderr.write(`${err.message}\n`);
    return 1;
  }
}
