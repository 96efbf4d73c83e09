import { Command, CommanderError } from 'commander';
import { addRules } from './rules/register-rules.ts';
import { timeForms } from './parse-time.ts';
import type { DoctorOptions } from './doctor.ts';
import type { ReplayOptions } from './replay-files.ts';

// Each command imports what it needs when it is called: most need no Slack, no AWS and no store, and start at once.

/** The `irene` command. Resolves with the exit code: 0 done, 1 failed, 2 wrong use. */
export async function runCli(argv: string[]): Promise<number> {
  let code = 0;
  const end = (given: number): void => {
    code = given;
  };
  const program = new Command('irene').description('A Slack-first chatops bot for cloud security teams').exitOverride();
  addRunning(program, end);
  addFiles(program, end);
  addDead(program, end);
  addRules(program, end);
  try {
    await program.parseAsync(argv);
    return code;
  } catch (err) {
    // commander has printed its message already; help and version end with 0
    if (err instanceof CommanderError) return err.exitCode === 0 ? 0 : 2;
    throw err;
  }
}

type End = (code: number) => void;

function addRunning(program: Command, end: End): void {
  program
    .command('start')
    .description('run the bot until it is stopped')
    .action(async () => {
      const { runIrene } = await import('../main.ts');
      end(await runIrene());
    });
  program
    .command('status')
    .description('what the files of the last hours became, whether that adds up, and what waits')
    .option('--hours <n>', 'how far back', '24')
    .action(async (options: { hours: string }) =>
      end(await (await import('./show-status.ts')).showStatus(Number(options.hours))),
    );
  program
    .command('doctor')
    .description('look whether Irene can do her work, and say what to mend')
    .option('--slack', 'tokens, scopes, channels, and a click on a test card')
    .option('--no-click', 'post no test card')
    .option('--wait <seconds>', 'how long to wait for the click', '60')
    .option('--json', 'print JSON')
    .action(async (options: DoctorOptions) => end(await (await import('./doctor.ts')).doctor(options)));
  program
    .command('store')
    .description('where the data is kept')
    .command('create')
    .description('make the table, bucket and queues that the settings name, where they are missing')
    .action(async () => end(await (await import('./create-store.ts')).createStore()));
}

function addFiles(program: Command, end: End): void {
  program
    .command('ingest')
    .description('save files and queue them: a running Irene reads them')
    .argument('<file...>')
    .option('-s, --source <name>', 'the source that reads them', 'auto')
    .action(async (files: string[], options: { source: string }) =>
      end(await (await import('./ingest-files.ts')).ingestFiles(files, options.source)),
    );
  program
    .command('replay')
    .description('read saved files again, all of them or those that the options choose; nothing counts twice')
    .option('-s, --source <name>', 'only files saved or read as this source')
    .option('--since <time>', `only files received at this time or later: ${timeForms}`)
    .option('--until <time>', 'only files received before this time')
    .option('--key <key>', 'only the file of this key')
    .option('--dry-run', 'print what would change, and write nothing')
    .option('--json', 'print JSON')
    .action(async (options: ReplayOptions) => end(await (await import('./replay-files.ts')).replayFiles(options)));
}

function addDead(program: Command, end: End): void {
  const dead = program.command('dead').description('messages that were given up after 5 tries');
  dead
    .command('list')
    .description('why each was given up, its file, and how it begins')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) =>
      end(await (await import('./list-dead-letters.ts')).listDeadLetters(options)),
    );
  dead
    .command('redrive')
    .description('try them again: a running Irene takes them')
    .argument('[id...]')
    .option('--all', 'every one')
    .action(async (ids: string[], options: { all?: boolean }) =>
      end(await (await import('./redrive-dead-letters.ts')).redriveDeadLetters(ids, options)),
    );
  dead
    .command('discard')
    .description('remove them for ever; their files are kept, and the ledger says who did it and why')
    .argument('<id...>')
    .option('--why <text>', 'the reason')
    .option('--by <name>', 'who decided it (default: the user of this shell)')
    .action(async (ids: string[], options: { why?: string; by?: string }) =>
      end(await (await import('./discard-dead-letters.ts')).discardDeadLetters(ids, options)),
    );
}
