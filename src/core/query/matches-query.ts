import type { Case } from '../case.ts';
import { namesOf, textColumns, wholeTexts, wordsOfColumn } from './case-texts.ts';
import { foldText } from './fold-text.ts';
import { matchesPattern } from './matches-pattern.ts';
import { momentWindow, msOf } from './moment-window.ts';
import type { Asking, Condition, Query } from './query.ts';
import { holds } from './read-term.ts';

/** Whether a case is one of those that a query asks for; its sort plays no part. Pure. */
export function matchesQuery({ where }: Query, c: Case, asking: Asking): boolean {
  return isTrue(where, c, asking);
}

function isTrue(condition: Condition, c: Case, asking: Asking): boolean {
  switch (condition.is) {
    case 'all':
      return condition.of.every((one) => isTrue(one, c, asking));
    case 'any':
      return condition.of.some((one) => isTrue(one, c, asking));
    case 'not':
      return !isTrue(condition.of, c, asking);
    case 'name':
      return namesOf(c, condition.field).includes(condition.value);
    case 'like':
      return valuesOf(c, condition.field).some((value) => matchesPattern(value, condition.pattern));
    case 'words':
      return hasWords(c, condition);
    case 'id':
      return c.id.startsWith(condition.prefix);
    case 'count':
      return holds(c.count, condition.by, condition.value);
    case 'time':
      return isWithin(condition, c, asking.now);
    case 'silenced':
      return c.silenced !== undefined && msOf(c.silenced.until) > asking.now.getTime();
    case 'mine':
      return asking.me !== undefined && namesOf(c, 'assignee').includes(foldText(asking.me));
  }
}

function valuesOf(c: Case, field: Extract<Condition, { is: 'like' }>['field']): string[] {
  return field === 'title' || field === 'resource' ? wholeTexts(c, field) : namesOf(c, field);
}

function hasWords(c: Case, { column, words, isPrefix }: Extract<Condition, { is: 'words' }>): boolean {
  return (column === undefined ? textColumns : [column]).some((one) => {
    const all = wordsOfColumn(c, one);
    return all.some((_, from) => standsAt(all, from, words, isPrefix));
  });
}

function standsAt(all: string[], from: number, words: string[], isPrefix: boolean): boolean {
  return words.every((word, at) => {
    const there = all[from + at];
    return isPrefix && at === words.length - 1 ? there?.startsWith(word) === true : there === word;
  });
}

function isWithin(condition: Extract<Condition, { is: 'time' }>, c: Case, now: Date): boolean {
  const { from, before } = momentWindow(condition, now);
  const at = msOf(condition.field === 'seen' ? c.lastSeenAt : c.openedAt);
  return (from === undefined || at >= from) && (before === undefined || at < before);
}
