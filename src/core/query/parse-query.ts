import { fields } from './fields.ts';
import { mayGoOn, wordsIn } from './fold-text.ts';
import type { Condition, Query, Sort } from './query.ts';
import { deepestQuery, longestQueryText, mostTerms, type QueryError } from './query-error.ts';
import { readTerm } from './read-term.ts';
import { scanQuery, type Piece } from './scan-query.ts';
import { wrong, type Wrong } from './wrong.ts';

type Reading = Condition | { wrong: Wrong };

interface Parse {
  pieces: Piece[];
  next: number;
  depth: number;
  terms: number;
  hasAsker: boolean;
  sort: Sort | undefined;
  /** A run of signs that holds no word: harmless beside others, nothing to look for alone. */
  wordless: Piece | undefined;
  end: number;
}

/**
 * Reads a query, or says what is wrong and where. Total: any text gives one or the other. A blank one finds all cases.
 * `hasAsker: false` where nobody asks, as in a subscription: `is:mine` is an error then.
 */
export function parseQuery(
  text: string,
  { hasAsker = true }: { hasAsker?: boolean } = {},
): { query: Query } | { error: QueryError } {
  const read = readQuery(text, hasAsker);
  if (!('wrong' in read)) return { query: read };
  const { at, ...error } = read.wrong;
  return { error: { ...error, column: Array.from(text.slice(0, at)).length + 1 } };
}

function readQuery(text: string, hasAsker: boolean): Query | { wrong: Wrong } {
  if (text.length > longestQueryText) return wrong('too_long', { at: longestQueryText, text: '' });
  const parse: Parse = {
    pieces: [...scanQuery(text)],
    next: 0,
    depth: 0,
    terms: 0,
    hasAsker,
    sort: undefined,
    wordless: undefined,
    end: text.length,
  };
  const where = readAny(parse);
  if ('wrong' in where) return where;
  const left = parse.pieces[parse.next];
  if (left !== undefined) return wrong('bracket_alone', left);
  if (parse.terms === 0 && parse.sort === undefined && parse.wordless !== undefined)
    return wrong('no_word', parse.wordless);
  return { where, sort: parse.sort ?? 'newest' };
}

/** Alternatives; `or` binds less than what stands beside each other. */
function readAny(parse: Parse): Reading {
  const of: Condition[] = [];
  while (true) {
    const one = readAll(parse);
    if ('wrong' in one) return one;
    of.push(one);
    const piece = parse.pieces[parse.next];
    const isAlternative = of.length > 1 || piece?.is === 'or';
    if (isAlternative && one.is === 'all' && one.of.length === 0) return termMissing(parse);
    if (piece?.is !== 'or') return of.length === 1 ? one : { is: 'any', of };
    parse.next += 1;
  }
}

/** At most one condition is that condition; none is always true. */
function readAll(parse: Parse): Reading {
  const of: Condition[] = [];
  while (true) {
    const piece = parse.pieces[parse.next];
    if (piece === undefined || piece.is === 'or' || piece.is === 'close') break;
    const one = piece.is === 'and' ? readAnd(parse, of.length) : readOne(parse);
    if (one === undefined) continue;
    if ('wrong' in one) return one;
    of.push(one);
  }
  return of.length === 1 && of[0] !== undefined ? of[0] : { is: 'all', of };
}

/** Both sides are needed; it says nothing more than a space. */
function readAnd(parse: Parse, before: number): { wrong: Wrong } | undefined {
  const piece = parse.pieces[parse.next];
  parse.next += 1;
  const after = parse.pieces[parse.next];
  const isBetween =
    before > 0 && after !== undefined && after.is !== 'or' && after.is !== 'close' && after.is !== 'and';
  if (isBetween || piece === undefined) return undefined;
  return before === 0 ? wrong('term_missing', piece) : termMissing(parse);
}

/** Undefined for what says nothing: a sort, signs without a word. */
function readOne(parse: Parse): Reading | undefined {
  const piece = parse.pieces[parse.next];
  if (piece === undefined) return termMissing(parse);
  parse.next += 1;
  switch (piece.is) {
    case 'not':
      return deeper(parse, piece, () => readNot(parse));
    case 'open':
      return deeper(parse, piece, () => readGroup(parse, piece));
    case 'unclosed':
      return wrong('quote_open', piece);
    case 'unknown':
      return wrong('unknown_field', piece, [...fields.keys()]);
    case 'word':
    case 'phrase':
      return count(parse, piece, 1) ?? readWords(parse, piece);
    case 'term':
      return count(parse, piece, piece.values.length) ?? readField(parse, piece);
    case 'close':
    case 'or':
    case 'and':
      parse.next -= 1;
      return termMissing(parse);
  }
}

function deeper(parse: Parse, piece: Piece, read: () => Reading): Reading {
  if (parse.depth >= deepestQuery) return wrong('too_deep', piece);
  parse.depth += 1;
  const inner = read();
  parse.depth -= 1;
  return inner;
}

function readNot(parse: Parse): Reading {
  const piece = parse.pieces[parse.next];
  const inner = readOne(parse);
  if (inner === undefined)
    return piece === undefined ? termMissing(parse) : wrong(piece.is === 'term' ? 'stands_alone' : 'no_word', piece);
  return 'wrong' in inner ? inner : { is: 'not', of: inner };
}

function readGroup(parse: Parse, open: Piece): Reading {
  const inner = readAny(parse);
  if ('wrong' in inner) return inner;
  if (parse.pieces[parse.next]?.is !== 'close') return wrong('bracket_open', open, [')']);
  if (inner.is === 'all' && inner.of.length === 0) return termMissing(parse);
  parse.next += 1;
  return inner;
}

function termMissing(parse: Parse): { wrong: Wrong } {
  return wrong('term_missing', parse.pieces[parse.next] ?? { at: parse.end, text: '' });
}

function count(parse: Parse, piece: Piece, terms: number): { wrong: Wrong } | undefined {
  parse.terms += terms;
  return parse.terms > mostTerms ? wrong('too_many_terms', piece) : undefined;
}

function readWords(parse: Parse, piece: Piece): Reading | undefined {
  const { text } = piece;
  if (piece.is === 'word') {
    if (/^irn-[a-z2-7]{1,12}$/i.test(text)) return { is: 'id', prefix: text.toLowerCase() };
    if (/\*+[\p{L}\p{N}]/u.test(text)) return wrong('star_in_word', piece);
  }
  const words = wordsIn(text);
  if (words.length > 0) return { is: 'words', words, isPrefix: piece.is === 'word' && mayGoOn(words) };
  parse.terms -= 1;
  parse.wordless ??= piece;
  return undefined;
}

/** A sort is about the whole query, so it stands outside of brackets and negations; the last one counts. */
function readField(parse: Parse, piece: Extract<Piece, { is: 'term' }>): Reading | undefined {
  if (piece.field.kind !== 'sort') return readTerm(piece, parse.hasAsker);
  if (parse.depth > 0) return wrong('stands_alone', piece);
  parse.terms -= piece.values.length;
  const [value] = piece.values;
  const { values } = piece.field;
  if (piece.by !== ':' && piece.by !== '=')
    return wrong('wrong_comparison', { at: piece.byAt, text: piece.by }, [':', '=']);
  if (value === undefined) return wrong('value_missing', { at: piece.byAt + 1, text: '' }, values);
  const sort = values.find((one) => one === value.text.toLowerCase());
  if (sort === undefined) return wrong('unknown_value', value, values);
  parse.sort = sort as Sort;
  return undefined;
}
