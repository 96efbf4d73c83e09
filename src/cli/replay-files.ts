import { chooseFiles, type Choice, type Chosen } from '#pipeline/choose-files.ts';
import { nearFiles } from '#pipeline/near-files.ts';
import { planReplay } from '#pipeline/plan-replay.ts';
import { replay } from '#pipeline/replay.ts';
import { savedFiles } from '#pipeline/saved-files.ts';
import { sources } from '#sources/list.ts';
import { openAddressBook } from '#facts/open-address-book.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { readRules } from '../app.ts';
import { readEnvironment, readHome } from '../config.ts';
import { parseTime, timeForms } from './parse-time.ts';
import { plainText } from './plain-text.ts';
import { replayReport } from './replay-report.ts';
import { withStore, type StoreContext } from './with-store.ts';

export interface ReplayOptions {
  source?: string;
  since?: string;
  until?: string;
  key?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** Queues saved files to be read again, or with `dryRun` prints what that would change. 1 when there is no such file. */
export async function replayFiles(options: ReplayOptions): Promise<number> {
  const asked = choiceOf(options, new Date());
  if ('problem' in asked) return fail(asked.problem, 2);
  return withStore(async (context) => {
    const chosen = await chooseFiles(context, asked.choice);
    const nothing = await whyNothing(context, options, chosen);
    if (nothing !== undefined) return fail(nothing.problem, nothing.code);
    const isJson = options.json === true;
    process.stdout.write(
      options.dryRun === true ? await dryRun(context, chosen, isJson) : await run(context, chosen, isJson),
    );
    return 0;
  });
}

function fail(problem: string, code: number): number {
  process.stderr.write(`${problem}\n`);
  return code;
}

function choiceOf({ source, since, until, key }: ReplayOptions, now: Date): { choice: Choice } | { problem: string } {
  const choice: Choice = { ...(source === undefined ? {} : { source }), ...(key === undefined ? {} : { key }) };
  for (const [name, text] of Object.entries({ since, until })) {
    if (text === undefined) continue;
    const time = parseTime(text, now);
    if (time === undefined) return { problem: `--${name} ${plainText(text, 60)}: expected ${timeForms}` };
    Object.assign(choice, { [name]: time });
  }
  if (choice.since !== undefined && choice.until !== undefined && choice.since >= choice.until)
    return { problem: `--since ${choice.since} must lie before --until ${choice.until}` };
  return { choice };
}

/** Says what is right when nothing fits because of a name that is wrong. */
async function whyNothing(
  { blobs }: StoreContext,
  { source, key }: ReplayOptions,
  { files, discarded, forgotten }: Chosen,
): Promise<{ problem: string; code: number } | undefined> {
  if (files.length + discarded.length + forgotten.length > 0) return undefined;
  const names = ['auto', ...sources.map(({ name }) => name)];
  if (source !== undefined && !names.includes(source))
    return { problem: `--source ${plainText(source, 60)}: no such source; there are ${names.join(', ')}`, code: 2 };
  if (key === undefined) return undefined;
  for await (const file of savedFiles(blobs, key)) if (file.key === key) return undefined;
  const near = await nearFiles({ blobs }, key);
  const right =
    near.length > 0 ? near : ['files/<source>/<day>/<hash>-<name>, as irene ingest, the log and ops alerts say it'];
  return { problem: `--key ${plainText(key, 300)}: no such file; expected\n  ${right.join('\n  ')}`, code: 1 };
}

async function run(context: StoreContext, chosen: Chosen, isJson: boolean): Promise<string> {
  const queued = await replay(context, chosen.files);
  const { discarded, forgotten } = chosen;
  if (isJson) return `${JSON.stringify({ queued, keys: chosen.files.map(({ key }) => key), discarded, forgotten })}\n`;
  const lines = [
    `${queued} ${queued === 1 ? 'file' : 'files'} queued to be read again by a running Irene; irene status shows what became of them`,
  ];
  return `${[...lines, ...leftOut(chosen)].join('\n')}\n`;
}

async function dryRun(context: StoreContext, chosen: Chosen, isJson: boolean): Promise<string> {
  const settings = readHome(readEnvironment());
  const rules = await readRules(settings.rulesFolder, settings);
  const addresses = openAddressBook(settings.countriesFile);
  const openFile = createOpenFile(sources);
  const planned = await planReplay({ ...context, openFile, rules: () => rules, addresses }, chosen.files);
  const { discarded, forgotten } = chosen;
  if (isJson) return `${JSON.stringify({ ...planned, discarded, forgotten }, undefined, 2)}\n`;
  return `${[...replayReport(planned), ...leftOut(chosen)].join('\n')}\n`;
}

function leftOut({ discarded, forgotten }: Chosen): string[] {
  const lines: string[] = [];
  if (discarded.length > 0)
    lines.push(`left out, as somebody discarded them (--key reads one all the same): ${discarded.length}`);
  if (forgotten.length > 0) lines.push(`left out, as they are too old to tell what they counted: ${forgotten.length}`);
  return lines;
}
