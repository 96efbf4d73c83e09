import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import type { Policy, Routing } from '#core/policy.ts';
import { usualOps } from '#core/ops-policy.ts';
import { usualReminding } from '#core/reminding.ts';
import { loadPolicy } from '#rules/load-policy.ts';
import { loadRuleDocuments, ruleSetOf } from '#rules/load-rules.ts';
import type { RuleFile, RuleProblem } from '#rules/rule-file.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { Lists, Rule } from '#rules/rule.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { readEnvironment, readHome } from '../../config.ts';
import { plainText } from '../plain-text.ts';
import { findRoot, type RulePlace } from './find-root.ts';

/** The rules that a command was asked about, as far as they load. */
export interface RuleFolder extends RulePlace {
  /** All files of the root; paths relative to it. */
  files: RuleFile[];
  /** Rules of the whole root that are not off: those that were asked for may need others. */
  set: RuleSet;
  /** Rules that were asked for, those that are off too. */
  rules: Rule[];
  /** Those of the whole root, those that are off too. */
  allRules: Rule[];
  lists: Lists;
  /** Whether a rule is one of Sigma's, taken as it is. */
  isSigma(rule: Rule): boolean;
  /** What is wrong, and doubtful, in what was asked for; paths as `pathOf` shows them. */
  problems: RuleProblem[];
  warnings: RuleProblem[];
  /** A path of the root so that it can be opened from here. */
  pathOf(path: string): string;
}

export interface LoadOptions {
  /** Whether a folder that is no rules folder holds Sigma's own rules; without it, its files tell. */
  asSigma?: boolean;
}

/** Runs a command over the rules at `path` (default: `IRENE_RULES`). 2 when there are none, 1 when they cannot be read. */
export async function withRules(
  path: string | undefined,
  command: (folder: RuleFolder) => Promise<number>,
  options: LoadOptions = {},
): Promise<number> {
  const said = path ?? readHome(readEnvironment()).rulesFolder;
  if (said.startsWith('s3://')) return fail(`${plainText(said, 300)} is no folder here: name one`, 2);
  const place = await findRoot(said);
  if (place === undefined) return fail(`${plainText(said, 300)}: there are no rules`, 2);
  const files = await readFiles(place.root).catch((err: unknown) => problemOf(err));
  if (typeof files === 'string') return fail(`${plainText(place.root, 300)}: ${files}`, 1);
  return command(folderOf({ place, files, said: path }, options));
}

function fail(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}

/** Throws what is a bug and no trouble with a file. */
function problemOf(err: unknown): string {
  if (!(err instanceof Error && 'code' in err)) throw err;
  return `cannot be read: ${plainText(err.message, 300)}`;
}

async function readFiles(root: string): Promise<RuleFile[]> {
  if ((await stat(root)).isDirectory()) return readRuleFiles(root);
  return [{ path: basename(root), text: await readFile(root, 'utf8') }];
}

/** Every rule of a rules folder that loads; none where there is no such folder. */
export async function readAllRules(root: string): Promise<Rule[]> {
  const there = await stat(root).catch(() => undefined);
  return there?.isDirectory() === true ? loadRuleDocuments(await readRuleFiles(root)).rules : [];
}

interface Read {
  place: RulePlace;
  files: RuleFile[];
  /** As it was named; undefined for the folder of the settings, which must have a policy. */
  said: string | undefined;
}

/** The same rules from other files, e.g. of the past. */
export function folderOf({ place, files, said }: Read, options: LoadOptions = {}): RuleFolder {
  const isWhole = said === undefined;
  const hasPolicy = files.some((file) => file.path === 'policy.yml');
  const asSigma = !hasPolicy && (options.asSigma ?? (!isWhole && areSigma(files)));
  const loaded = loadRuleDocuments(files, { asSigma });
  const policy = hasPolicy || isWhole ? loadPolicy(files) : { policy: noPolicy };
  const problems = [...('problems' in policy ? policy.problems : []), ...loaded.problems];
  const isAsked = isAskedOf(place);
  const pathOf = pathsOf(place, said);
  const shown = (all: RuleProblem[]): RuleProblem[] =>
    all.filter(({ path }) => isAsked(path)).map((problem) => ({ ...problem, path: pathOf(problem.path) }));
  return {
    ...place,
    files,
    set: ruleSetOf('policy' in policy ? policy.policy : noPolicy, loaded, ''),
    rules: loaded.rules.filter(({ path }) => isAsked(path)),
    allRules: loaded.rules,
    lists: loaded.lists,
    isSigma: ({ path }) => asSigma || path.startsWith('sigma/'),
    problems: shown(problems),
    warnings: shown(loaded.warnings),
    pathOf,
  };
}

/** Irene's own rules say more than Sigma knows. */
function areSigma(files: RuleFile[]): boolean {
  return !files.some(({ text }) => /^(?:kind|tests|count|key):/m.test(text));
}

function isAskedOf({ part }: RulePlace): (path: string) => boolean {
  return (path) => part === '' || path === part || path.startsWith(`${part}/`);
}

/** As somebody here would write it: absolute when the rules were named so, or lie elsewhere than the settings say. */
function pathsOf({ root }: RulePlace, said: string | undefined): (path: string) => string {
  return (path) => {
    const whole = /\.ya?ml$/.test(root) ? root : join(root, path);
    const near = relative(process.cwd(), whole);
    const isFar = said === undefined ? near.startsWith('..') : isAbsolute(said);
    return isFar ? whole : near;
  };
}

const everywhere: Routing = { project: true, central: true, mention: false, github: false, pagerduty: false };

/** Where rules are looked at without a team that owns them. */
const noPolicy: Policy = {
  severityOf: {},
  unknownSeverity: 'medium',
  routing: { critical: everywhere, high: everywhere, medium: everywhere, low: everywhere, none: everywhere },
  ops: usualOps,
  storm: { cards: 20 },
  reminding: usualReminding,
  projects: [],
  people: new Map(),
  permissions: {},
};
