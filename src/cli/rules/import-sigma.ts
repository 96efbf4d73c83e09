import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isAskedOf } from '#rules/detection/logsource.ts';
import { loadRuleDocuments } from '#rules/load-rules.ts';
import type { RuleFile } from '#rules/rule-file.ts';
import type { Rule } from '#rules/rule.ts';
import { readEnvironment, readHome } from '../../config.ts';
import { plainText } from '../plain-text.ts';
import { copyInto, isInside, realPlace, yamlFilesIn, type Copied } from './copy-into.ts';
import { readAllRules } from './rule-folder.ts';

export interface ImportOptions {
  to?: string;
  force?: boolean;
  json?: boolean;
}

/** What became of one file. `reason` when it was left out. */
interface Imported {
  file: string;
  outcome: Copied | 'left out';
  reason?: string;
}

/**
 * Copies Sigma's rules of a folder, as they are, into the rules folder: those that load and whose log Irene reads. 1 when
 * a file that would be good was not copied, or none of them can be used; 2 when there is no such folder or the target is none of the rules folder.
 */
export async function importSigma(from: string, { to, force = false, json = false }: ImportOptions): Promise<number> {
  const root = readHome(readEnvironment()).rulesFolder;
  const target = to ?? join(root, 'sigma');
  const wrong = await whyWrong(from, root, target);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n`);
    return 2;
  }
  const reasons = await reasonsAgainst(from, root, target);
  await mkdir(target, { recursive: true });
  const imported: Imported[] = [];
  for (const [file, reason] of reasons) {
    if (reason !== undefined) imported.push({ file, outcome: 'left out', reason });
    else imported.push({ file, outcome: await copyInto(from, target, file, force) });
  }
  process.stdout.write(
    json ? `${JSON.stringify({ to: target, files: imported }, undefined, 2)}\n` : textOf(imported, target),
  );
  const isUseless = imported.every(({ outcome }) => outcome === 'left out');
  return isUseless || imported.some(({ outcome }) => isRefused(outcome)) ? 1 : 0;
}

function isRefused(outcome: Imported['outcome']): boolean {
  return outcome !== 'copied' && outcome !== 'replaced' && outcome !== 'unchanged' && outcome !== 'left out';
}

async function whyWrong(from: string, root: string, target: string): Promise<string | undefined> {
  if (root.startsWith('s3://')) return 'IRENE_RULES is no folder here: set it to one';
  if (!((await stat(from).catch(() => undefined))?.isDirectory() ?? false))
    return `${plainText(from, 300)}: there is no such folder`;
  const [rules, goal] = [await realPlace(root), await realPlace(target)];
  if (!isInside(rules, goal)) return `--to ${plainText(target, 300)}: expected a folder in ${plainText(root, 300)}`;
  if (isInside(await realpath(from), goal)) return `${plainText(from, 300)} holds the rules folder itself`;
  return undefined;
}

/** Every file, with the reason why it cannot be used. */
async function reasonsAgainst(from: string, root: string, target: string): Promise<Map<string, string | undefined>> {
  const paths = await yamlFilesIn(from);
  const files = await Promise.all(
    paths.map(async (path): Promise<RuleFile> => ({ path, text: await readFile(join(from, path), 'utf8') })),
  );
  const { rules, problems } = loadRuleDocuments(files, { asSigma: true });
  const known = new Map((await readAllRules(root)).map((rule) => [rule.id, rule.path]));
  const place = relative(root, target);
  return new Map(
    paths.map((path) => {
      const own = rules.filter((rule) => rule.path === path);
      const problem = problems.find((each) => each.path === path);
      if (problem !== undefined) return [path, `line ${problem.line}:${problem.column}: ${problem.message}`];
      if (own.length === 0) return [path, 'holds no rule'];
      const taken = own.find(({ id }) => known.has(id) && known.get(id) !== join(place, path));
      if (taken !== undefined) return [path, `its id ${taken.id} is that of ${known.get(taken.id) ?? ''}`];
      return [path, own.map(whyUnread).find((reason) => reason !== undefined)];
    }),
  );
}

/** As the sources name the logs that they read. */
const readLogs = [
  { product: 'aws', service: 'cloudtrail' },
  { product: 'gcp', service: 'gcp.audit' },
];

function whyUnread(rule: Rule): string | undefined {
  if (rule.kind !== 'detection' || readLogs.some((log) => isAskedOf(rule.logsource, log))) return undefined;
  const { product, service, category } = rule.logsource;
  const said = Object.entries({ product, service, category }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} ${value}`],
  );
  return `Irene reads no such log: ${said.join(', ')}`;
}

function textOf(imported: Imported[], target: string): string {
  const of = (...outcomes: Imported['outcome'][]): number =>
    imported.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const others = imported.filter(({ outcome }) => outcome === 'left out' || isRefused(outcome));
  return [
    ...others.map(({ file, outcome, reason }) => `${plainText(file, 300)}: ${plainText(reason ?? outcome, 500)}`),
    `${of('copied', 'replaced')} files copied to ${plainText(target, 300)}, ${of('unchanged')} were there, ${others.length} left out`,
    '',
  ].join('\n');
}
