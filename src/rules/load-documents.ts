import type { Json, JsonObject } from '#core/json.ts';
import type { Fault } from './detection/detection.ts';
import { didYouMean } from './detection/nearest.ts';
import { inSlices, type Steps } from './in-steps.ts';
import type { Kind, KindContext, RuleSource } from './kind.ts';
import { kinds } from './kinds.ts';
import { problemOf } from './parse-rule-file.ts';
import type { RuleDocument } from './read-documents.ts';
import type { Lists, Rule } from './rule.ts';
import type { RuleProblem } from './rule-file.ts';
import { readFilter, type SigmaFilter } from './sigma-filter.ts';

/** A rule or filter with its document, so that what is found later can still be told with its place. */
export interface Loaded<T> {
  is: T;
  document: RuleDocument;
  /** Sigma's name of it, by which others may refer to it. */
  name?: string;
}

export interface LoadedDocuments {
  rules: Loaded<Rule>[];
  filters: Loaded<SigmaFilter>[];
  problems: RuleProblem[];
  warnings: RuleProblem[];
}

const compiledAtOnce = 10;

/** Reads each document as what it says it is. What is wrong in one stops no other. `allSigma`: as if all were in `sigma/`. */
export function* loadDocuments(documents: RuleDocument[], lists: Lists, allSigma: boolean): Steps<LoadedDocuments> {
  const loaded: LoadedDocuments = { rules: [], filters: [], problems: [], warnings: [] };
  yield* inSlices(documents, compiledAtOnce, (document) =>
    loadDocument(document, { lists, isSigma: allSigma || folderOf(document) === 'sigma' }, loaded),
  );
  return loaded;
}

function loadDocument(document: RuleDocument, context: KindContext, loaded: LoadedDocuments): void {
  const { value, path, line } = document;
  const complain = (faults: Fault[]): void =>
    void loaded.problems.push(...faults.map((fault) => problemOf(document, fault)));
  if (!isMap(value)) return complain([{ path: [], message: 'expected a map: a rule with id, title, detection …' }]);
  const source: RuleSource = { value, path, line };
  const name = typeof value['name'] === 'string' ? { name: value['name'] } : {};
  const what = whatIs(value, document, context);
  if ('faults' in what) return complain(what.faults);
  const made = what.is === 'filter' ? readFilter(source, context) : what.is.read(source, context);
  if ('faults' in made) return complain(made.faults);
  loaded.warnings.push(...(made.warnings ?? []).map((fault) => problemOf(document, fault)));
  if ('filter' in made) loaded.filters.push({ is: made.filter, document, ...name });
  else loaded.rules.push({ is: { ...made.rule, text: document.text }, document, ...name });
}

type What = { is: Kind | 'filter' } | { faults: Fault[] };

/** By its `kind:`, by its folder, or by what only Sigma's documents have. */
function whatIs(value: JsonObject, document: RuleDocument, { isSigma }: KindContext): What {
  const said = value['kind'];
  if (said !== undefined) return kindNamed(said);
  const folder = folderOf(document);
  const ofFolder = isSigma || folder === undefined ? undefined : kinds.find((kind) => kind.folder === folder);
  if (ofFolder !== undefined && ofFolder.name !== 'detection') return { is: ofFolder };
  if (value['filter'] !== undefined) return { is: 'filter' };
  const name = value['correlation'] === undefined ? 'detection' : 'correlation';
  const isOne = name === 'correlation' || value['logsource'] !== undefined || ofFolder !== undefined;
  if (isOne || value['detection'] !== undefined) return kindNamed(name);
  const top = Object.keys(value)[0] ?? '';
  const nearest = didYouMean(top, ['kind', 'logsource', 'detection', 'correlation', 'filter']);
  const message = `what is this? Expected kind, or logsource, correlation or filter as in a Sigma rule${nearest}`;
  return { faults: [{ path: [], message }] };
}

function kindNamed(said: Json): What {
  const found = kinds.find(({ name }) => name === said);
  if (found !== undefined) return { is: found };
  const names = kinds.map(({ name }) => name);
  const nearest = typeof said === 'string' ? didYouMean(said, names) : '';
  return { faults: [{ path: ['kind'], message: `expected one of ${names.join(', ')}${nearest}` }] };
}

function folderOf({ path }: RuleDocument): string | undefined {
  return path.includes('/') ? path.split('/')[0] : undefined;
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
