import type { Resource } from '../alert.ts';
import type { Case } from '../case.ts';
import { foldText, wordsIn } from './fold-text.ts';
import type { NameField, TextColumn } from './query.ts';

/** Every column, in the order of the index. */
export const textColumns = ['title', 'type', 'resource', 'people', 'rest'] as const satisfies TextColumn[];

/** Stands between two texts of a column, so that no words of both stand one after another. No word can be it. */
export const between = '\ue000';

/** The words of a case in one column. */
export function wordsOfColumn(c: Case, column: TextColumn): string[] {
  const [first = [], ...others] = textsOf(c, column)
    .filter((text) => text !== '')
    .map(wordsIn);
  return others.reduce((all, words) => [...all, between, ...words], first);
}

/** The texts of a case in one column, as they are. */
export function textsOf(c: Case, column: TextColumn): string[] {
  switch (column) {
    case 'title':
      return [c.title];
    case 'type':
      return withSplit(c.type);
    case 'resource':
      return resourceTexts(c.resource);
    case 'people':
      return c.assignee === undefined ? [] : [c.assignee.name];
    case 'rest':
      return [
        c.account,
        c.project,
        c.region ?? '',
        ...c.sources,
        ...(c.labels ?? []),
        ...c.facts.map((fact) => `${fact.label} ${fact.value}`),
      ];
  }
}

/** Most names are the end of the whole one, and need not stand there twice. */
function resourceTexts({ id, name = '', type }: Resource): string[] {
  const [whole, ...split] = withSplit(name);
  const isInId = id.endsWith(`/${whole}`) || id.endsWith(`:${whole}`);
  return [id, ...(isInId || whole === undefined ? [] : [whole]), ...split, ...withSplit(type)];
}

/** `SSHBruteForce` also as `SSH Brute Force`, so that `brute` finds it. */
function withSplit(text: string): string[] {
  const split = text.replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  return split === text ? [text] : [text, split];
}

/** The whole values of a case in one field, folded. */
export function namesOf(c: Case, field: NameField): string[] {
  switch (field) {
    case 'severity':
    case 'status':
    case 'provider':
      return [c[field]];
    case 'project':
    case 'account':
    case 'type':
      return [foldText(c[field])];
    case 'reason':
      return c.reason === undefined ? [] : [c.reason];
    case 'region':
      return c.region === undefined ? [] : [foldText(c.region)];
    case 'source':
      return c.sources.map(foldText);
    case 'label':
      return (c.labels ?? []).map(foldText);
    case 'assignee':
      return c.assignee === undefined ? [] : assigneeNames(c.assignee);
    case 'flag':
      return [...(c.escalation === undefined ? [] : ['escalated']), ...(c.assignee === undefined ? [] : ['assigned'])];
  }
}

/** `slack:U0123` also without the place, as people know it. */
function assigneeNames({ id, name }: { id: string; name: string }): string[] {
  const folded = foldText(id);
  return [...new Set([folded, folded.slice(folded.indexOf(':') + 1), foldText(name)])];
}

/** The whole values that a pattern is held against. */
export function wholeTexts(c: Case, field: 'title' | 'resource'): string[] {
  if (field === 'title') return [foldText(c.title)];
  return [foldText(c.resource.id), ...(c.resource.name === undefined ? [] : [foldText(c.resource.name)])];
}
