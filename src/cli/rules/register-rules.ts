import type { Command } from 'commander';
import { timeForms } from '../parse-time.ts';
import type { BacktestOptions } from './backtest-rules.ts';
import type { ImportOptions } from './import-sigma.ts';
import type { ListOptions } from './list-rules.ts';
import type { RunTestsOptions } from './run-tests.ts';
import type { ScanOptions } from './scan-rules.ts';
import type { TryOptions } from './try-rules.ts';

type End = (code: number) => void;

/** `irene rules …`: everything that is done with rules away from a running Irene. No setting is needed. */
export function addRules(program: Command, end: End): void {
  const rules = program.command('rules').description('the rules folder: check, test, try and search with it');
  addLooking(rules, end);
  addScanning(rules, end);
  addTrying(rules, end);
  addImport(rules, end);
}

function addLooking(rules: Command, end: End): void {
  rules
    .command('check')
    .description('name everything that is wrong or doubtful, with file, line and column')
    .argument('[path]', 'a folder or file (default: IRENE_RULES)')
    .option('--json', 'print JSON')
    .action(async (path: string | undefined, options: { json?: boolean }) =>
      end(await (await import('./check-rules.ts')).checkRules(path, options)),
    );
  rules
    .command('test')
    .description('run the tests beside the rules; a condition that no test needs fails too')
    .argument('[path]', 'a folder or file (default: IRENE_RULES)')
    .option('--no-mutate', 'do not look whether each condition is needed by a test')
    .option('--json', 'print JSON')
    .action(async (path: string | undefined, options: RunTestsOptions) =>
      end(await (await import('./run-tests.ts')).runTests(path, options)),
    );
  rules
    .command('list')
    .description('every rule, one a line')
    .argument('[path]', 'a folder or file (default: IRENE_RULES)')
    .option('--kind <kind>', 'only rules of this kind')
    .option('--status <status>', 'only rules that are on, test or off')
    .option('--json', 'print JSON')
    .action(async (path: string | undefined, options: ListOptions) =>
      end(await (await import('./list-rules.ts')).listRules(path, options)),
    );
  rules
    .command('docs')
    .description('a page in Markdown for each rule')
    .argument('[path]', 'a folder or file (default: IRENE_RULES)')
    .option('--out <folder>', 'write files there, with a table of all, instead of printing')
    .option('--json', 'print JSON')
    .action(async (path: string | undefined, options: { out?: string; json?: boolean }) =>
      end(await (await import('./write-docs.ts')).writeDocs(path, options)),
    );
}

function addTrying(rules: Command, end: End): void {
  rules
    .command('try')
    .description('which rules match the records of a file, why, and how the alerts are rated')
    .argument('<file>')
    .option('--rules <path>', 'a folder or file of rules (default: IRENE_RULES)')
    .option('--rule <id>', 'explain this rule of every record, whether it matches or not')
    .option('-s, --source <name>', 'the source that reads the file', 'auto')
    .option('--json', 'print JSON lines')
    .action(async (file: string, options: TryOptions) =>
      end(await (await import('./try-rules.ts')).tryRules(file, options)),
    );
  rules
    .command('backtest')
    .description('how many alerts the rules would make of files of the past, and where other rules decide otherwise')
    .option('--since <time>', `over the stored files received since then: ${timeForms}`)
    .option('--corpus <folder>', 'over the files of a folder')
    .option('--against <ref>', 'compare with the rules at a Git ref')
    .option('--expect <file>', 'fail when the counts are not those of this file')
    .option('--rules <path>', 'a folder or file of rules (default: IRENE_RULES)')
    .option('-s, --source <name>', 'the source that reads the files of the folder', 'auto')
    .option('--json', 'print JSON')
    .action(async (options: BacktestOptions) =>
      end(await (await import('./backtest-rules.ts')).backtestRules(options)),
    );
}

function addImport(rules: Command, end: End): void {
  rules
    .command('import')
    .description('bring rules of others in')
    .command('sigma')
    .description('copy the Sigma rules of a folder that load and whose log Irene reads, as they are')
    .argument('<folder>')
    .option('--to <folder>', 'where to, in the rules folder (default: sigma)')
    .option('--force', 'replace files that are there and differ')
    .option('--json', 'print JSON')
    .action(async (from: string, options: ImportOptions) =>
      end(await (await import('./import-sigma.ts')).importSigma(from, options)),
    );
}

function addScanning(rules: Command, end: End): void {
  rules
    .command('scan')
    .description('run files through the detection rules and print what each rule matched')
    .argument('<file...>', 'JSON, JSON lines, gzip of them, or folders of them')
    .option('--rules <path>', 'a folder or file of rules, Sigma rules too (default: IRENE_RULES)')
    .option('-s, --source <name>', 'the source that reads the files', 'auto')
    .option('--json', 'print JSON lines')
    .action(async (files: string[], options: ScanOptions) =>
      end(await (await import('./scan-rules.ts')).scanRules(files, options)),
    );
}
