import { createHash } from 'node:crypto';
import type { Policy } from '#core/policy.ts';
import { createEventMatcher } from './detection/create-event-matcher.ts';
import { prepareEventPrefilter } from './event-prefilter.ts';
import { finish, type Steps } from './in-steps.ts';
import { linkRules } from './link-rules.ts';
import { loadDocuments } from './load-documents.ts';
import { isListFile, loadLists } from './load-lists.ts';
import { loadPolicy } from './load-policy.ts';
import { readDocuments, type ReadDocuments } from './read-documents.ts';
import type { Lists, Rule } from './rule.ts';
import type { RuleFile, RuleProblem } from './rule-file.ts';
import type { RuleSet } from './rule-set.ts';

export type LoadedRules = { rules: RuleSet; warnings: RuleProblem[] } | { problems: RuleProblem[] };

/** The rules folder as one set, compiled; or everything that is wrong in it. */
export function loadRules(files: RuleFile[]): LoadedRules {
  return finish(loadRulesInSteps(files));
}

/**
 * The same in small steps: a file that is read, some rules that are compiled or put into an index. The set is then ready
 * to be asked: no first event has to wait for an index.
 */
export function* loadRulesInSteps(files: RuleFile[]): Steps<LoadedRules> {
  const policy = loadPolicy(files);
  const documents = yield* documentsInSteps(files, {});
  const problems = [...('problems' in policy ? policy.problems : []), ...documents.problems];
  if ('problems' in policy || problems.length > 0) return { problems };
  yield;
  const version = versionOf(files);
  yield;
  const rules = ruleSetOf(policy.policy, documents, version);
  yield;
  yield* rules.events.prepare?.() ?? [];
  yield* prepareEventPrefilter(rules);
  return { rules, warnings: documents.warnings };
}

/** The rules of a folder, without what is wrong. */
export interface RuleDocuments {
  /** By path and line, those that are off too. */
  rules: Rule[];
  lists: Lists;
  /** Those of `rules` that count, each after those it counts. */
  counted: RuleSet['counted'];
  problems: RuleProblem[];
  warnings: RuleProblem[];
}

/** Not rules: the team's policy, and files of later parts of Irene. */
const otherFiles = /^(?:policy|projects|domains|feeds|takeover|panels)\.ya?ml$/;

/**
 * Every rule that the files hold; a broken file stops no good one. `asSigma`: a folder of Sigma's rules, taken as they
 * are, wherever in it they lie.
 */
export function loadRuleDocuments(files: RuleFile[], options: { asSigma?: boolean } = {}): RuleDocuments {
  return finish(documentsInSteps(files, options));
}

function* documentsInSteps(files: RuleFile[], { asSigma = false }: { asSigma?: boolean }): Steps<RuleDocuments> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const { lists, ...ofLists } = loadLists(sorted);
  const ruleFiles = sorted.filter(({ path }) => !isListFile(path) && !otherFiles.test(path));
  const read: ReadDocuments[] = [];
  for (const file of ruleFiles) {
    read.push(readDocuments(file));
    yield;
  }
  const documents = yield* loadDocuments(
    read.flatMap((one) => one.documents),
    lists,
    asSigma,
  );
  const linked = linkRules(documents);
  return {
    rules: linked.rules,
    lists,
    counted: linked.counted,
    problems: sortedByPlace([
      ...ofLists.problems,
      ...read.flatMap((one) => one.problems),
      ...documents.problems,
      ...linked.problems,
    ]),
    warnings: sortedByPlace([
      ...ofLists.warnings,
      ...read.flatMap((one) => one.warnings),
      ...documents.warnings,
      ...linked.warnings,
    ]),
  };
}

/** Rules that were loaded, ready to be asked. */
export function ruleSetOf(
  policy: Policy,
  { rules, lists, counted }: Pick<RuleDocuments, 'rules' | 'lists' | 'counted'>,
  version: string,
): RuleSet {
  const running = rules.filter(({ status }) => status !== 'off');
  const of = <K extends Rule['kind']>(kind: K) =>
    running.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
  return {
    policy,
    lists,
    rules: running,
    events: createEventMatcher(of('detection')),
    counted,
    configs: Map.groupBy(of('config'), ({ resource }) => `${resource.provider}/${resource.type}`),
    severities: of('severity').toSorted(byOrder),
    closes: of('close').toSorted(byId),
    identities: of('identity').toSorted(byOrder),
    silences: of('silence').toSorted(byId),
    version,
  };
}

function byOrder(a: { order: number; id: string }, b: { order: number; id: string }): number {
  return a.order - b.order || byId(a, b);
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function sortedByPlace(problems: RuleProblem[]): RuleProblem[] {
  return problems.toSorted((a, b) =>
    a.path === b.path ? a.line - b.line || a.column - b.column : a.path < b.path ? -1 : 1,
  );
}

function versionOf(files: RuleFile[]): string {
  const all = createHash('sha256');
  for (const { path, text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
    all.update(`${path.length} ${path} ${text.length} `).update(text);
  return all.digest('hex').slice(0, 16);
}
