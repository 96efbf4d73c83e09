import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { chooseFiles, type ChosenFile } from '#pipeline/choose-files.ts';
import { closesByNews } from '#rules/close-by-news.ts';
import { parseTime, timeForms } from '../parse-time.ts';
import { plainText } from '../plain-text.ts';
import { withStore } from '../with-store.ts';
import { backtestReport, backtestJson } from './backtest-report.ts';
import { filesOf, readCorpus, type CorpusOptions } from './corpus.ts';
import { createDecider, diffOf } from './decisions.ts';
import { compareWith, readExpectations, type Expectations } from './expectations.ts';
import { createProgress } from './progress.ts';
import { folderOf, withRules, type RuleFolder } from './rule-folder.ts';
import { NoSuchRef, rulesAtRef } from './rules-at-ref.ts';

export interface BacktestOptions {
  since?: string;
  corpus?: string;
  against?: string;
  expect?: string;
  rules?: string;
  source: string;
  json?: boolean;
}

/** Where the files of a backtest are, and how they are opened. */
type Corpus = Pick<CorpusOptions, 'source' | 'open'> & { files: string[] };

/**
 * Runs rules over files of the past and prints how many alerts each makes; with `against`, where they decide otherwise
 * than the rules at a Git ref. Nothing is written. 1 when something is not as `expect` says, a file cannot be read or a
 * rule does not load; 2 for wrong use.
 */
export async function backtestRules(options: BacktestOptions): Promise<number> {
  const { since, corpus, expect } = options;
  if ((since === undefined) === (corpus === undefined))
    return fail('say --since TIME (stored files) or --corpus FOLDER', 2);
  const expected = expect === undefined ? undefined : await readExpected(expect);
  if (typeof expected === 'string') return fail(expected, 2);
  return withRules(options.rules, async (folder) => {
    const before = options.against === undefined ? undefined : await folderAt(folder, options.against);
    if (typeof before === 'string') return fail(before, 2);
    const run = (files: Corpus): Promise<number> =>
      backtest(files, { folder, before, expected, json: options.json === true });
    if (corpus !== undefined) return runOverFolder(corpus, options.source, run);
    const time = parseTime(since ?? '', new Date());
    if (time === undefined) return fail(`--since ${plainText(since ?? '', 60)}: expected ${timeForms}`, 2);
    return withStore(async (store) => {
      const { files } = await chooseFiles(store, { since: time });
      const sources = new Map(files.map((file: ChosenFile) => [file.key, file.source]));
      const open = async (key: string): Promise<AsyncIterable<Uint8Array>> => (await store.blobs.get(key)) ?? noBytes();
      return run({ files: files.map(({ key }) => key), source: (key) => sources.get(key) ?? 'auto', open });
    });
  });
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

function fail(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}

async function runOverFolder(corpus: string, source: string, run: (files: Corpus) => Promise<number>): Promise<number> {
  const { files, missing } = await filesOf([corpus]);
  if (missing.length > 0) return fail(`--corpus ${plainText(corpus, 300)}: there is no such folder`, 2);
  if (files.length === 0) return fail(`--corpus ${plainText(corpus, 300)}: holds no file`, 2);
  return run({ files, source });
}

async function readExpected(path: string): Promise<Expectations | string> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return `--expect ${plainText(path, 300)}: there is no such file`;
  const read = readExpectations({ path: basename(path), text });
  return 'problems' in read ? read.problems.map((problem) => plainText(problem, 500)).join('\n') : read.expected;
}

async function folderAt(folder: RuleFolder, ref: string): Promise<RuleFolder | string> {
  try {
    return folderOf({ place: folder, files: await rulesAtRef(folder.root, ref), said: folder.root });
  } catch (err) {
    if (!(err instanceof NoSuchRef)) throw err;
    return `--against ${plainText(ref, 100)}: ${plainText(err.message, 300)}`;
  }
}

interface Backtest {
  folder: RuleFolder;
  before: RuleFolder | undefined;
  expected: Expectations | undefined;
  json: boolean;
}

async function backtest(corpus: Corpus, { folder, before, expected, json }: Backtest): Promise<number> {
  let isBroken = folder.problems.length > 0;
  const now = createDecider(folder.set);
  const then = before === undefined ? undefined : createDecider(before.set);
  const { files, ...how } = corpus;
  const onTrouble = (file: string, problem: string): void => {
    isBroken = true;
    process.stderr.write(`${plainText(file, 300)}: ${problem}\n`);
  };
  const totals = await readCorpus(files, { ...how, progress: createProgress(), onTrouble }, (found) => {
    now.take(found);
    then?.take(found);
  });
  const decisions = now.decisions();
  const found = {
    totals,
    decisions,
    problems: folder.problems,
    hasCloses: folder.set.closes.some(closesByNews),
    ...(then === undefined
      ? {}
      : { diff: diffOf(then.decisions(), decisions), problemsBefore: before?.problems ?? [] }),
    ...(expected === undefined ? {} : { compared: compareWith(expected, decisions) }),
  };
  process.stdout.write(json ? backtestJson(found) : backtestReport(found));
  return isBroken || (found.compared?.failures.length ?? 0) > 0 ? 1 : 0;
}
