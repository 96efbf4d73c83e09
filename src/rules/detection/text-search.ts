import { nothingWanted, standsAt, want, wordsOf, type Wanted } from './wanted.ts';
import type { Witness } from './witness.ts';
import { wordIn } from './word-in.ts';

/** Whether there is something in a piece of the text, also where it cannot be sure. Quickest in the order of the text. */
export type InPiece = (from: number, to: number) => boolean;

/** Begins a search of the JSON text of records. */
export type TextSearch = (text: string) => InPiece;

/**
 * A search for any of the witnesses. The engine's own search for one text or pattern is the quickest way through a text, and
 * quicker the longer the pattern and the rarer its hits: so the whole text is searched for a few things, not each record for
 * each; short names, which stand everywhere, are looked at only in records that hold one of their values.
 */
export function textSearch(witnesses: readonly Witness[]): TextSearch {
  const { byName, words } = sorted(witnesses);
  const frequent: { wanted: Wanted; values: string[] }[] = [];
  const names: Wanted[] = [];
  for (const wanted of byName.values()) {
    const values = isShort(wanted) ? wordsOf(wanted) : undefined;
    if (values === undefined || values.length > fewValues) names.push(wanted);
    else frequent.push({ wanted, values });
  }
  const searches = [
    // An escaped letter could be part of a name.
    searchFor('\\u00'),
    ...[names.filter(isShort), names.filter((each) => !isShort(each))].filter(({ length }) => length > 0).map(forNames),
    ...frequent.map(({ wanted, values }) => both(forWords(values), forNames([wanted]))),
    ...(words.size > 0 ? [forWords([...words])] : []),
  ];
  return (text) => anyOf(searches.map((search) => search(text)));
}

const fewValues = 5;

/** With these the search would have little to skip. */
function isShort({ ending }: Wanted): boolean {
  return ending.length <= 6;
}

function sorted(witnesses: readonly Witness[]): { byName: Map<string, Wanted>; words: Set<string> } {
  const byName = new Map<string, Wanted>();
  const words = new Set<string>();
  for (const { field, need } of witnesses) {
    for (const name of field?.lastNames ?? []) {
      const wanted = byName.get(name) ?? nothingWanted(name);
      byName.set(name, wanted);
      want(wanted, need);
    }
    if (field === undefined && need.how !== 'present') for (const text of need.texts) words.add(wordIn(text) ?? '');
  }
  return { byName, words };
}

/** For a name with a wanted value behind it. */
function forNames(wanted: readonly Wanted[]): TextSearch {
  const pattern = new RegExp(`(?:${wanted.map(({ ending }) => escaped(ending.slice(0, -1))).join('|')})"`, 'g');
  return (text) => {
    const next = nextOf(text, (from) => endOf(pattern, text, from));
    return (from, to) => {
      for (let end = next(from); end <= to; end = next(end))
        // More than one of the names may end here.
        for (const each of wanted)
          if (text.startsWith(each.ending, end - each.ending.length) && standsAt(text, end, to, each)) return true;
      return false;
    };
  };
}

/** Escapes that a word could be written with, and the two letters whose lower case is ASCII: K and İ, also in Latin-1. */
const disguises = ['\\u', '\\/', '\u212a', '\u0130', '\u00e2\u0084\u00aa', '\u00c4\u00b0'];

/** For one of these texts in whatever case, or what may be one. */
function forWords(words: readonly string[]): TextSearch {
  const pattern = new RegExp(words.map(escaped).join('|'), 'gi');
  const searches = disguises.map(searchFor);
  return (text) => {
    const next = nextOf(text, (from) => endOf(pattern, text, from));
    return anyOf([(from, to) => next(from) <= to, ...searches.map((search) => search(text))]);
  };
}

function searchFor(word: string): TextSearch {
  return (text) => {
    const next = nextOf(text, (from) => {
      const at = text.indexOf(word, from);
      return at === -1 ? Infinity : at + word.length;
    });
    return (from, to) => next(from) <= to;
  };
}

/** Where the first match at or behind `from` ends. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : Infinity;
}

/** Remembers what comes next: what is far away is found once for all the pieces before it. */
function nextOf(text: string, find: (from: number) => number): (from: number) => number {
  let searched = text.length + 1;
  let found = -1;
  return (from) => {
    if (from < searched || from >= found) {
      found = find(from);
      searched = from;
    }
    return found;
  };
}

function anyOf(parts: readonly InPiece[]): InPiece {
  return (from, to) => {
    for (const part of parts) if (part(from, to)) return true;
    return false;
  };
}

function both(one: TextSearch, other: TextSearch): TextSearch {
  return (text) => {
    const [first, second] = [one(text), other(text)];
    return (from, to) => first(from, to) && second(from, to);
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_ ]/g, String.raw`\$&`);
}
