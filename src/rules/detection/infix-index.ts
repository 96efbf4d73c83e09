/** A text that a rule looks for within values. */
interface Infix {
  text: string;
  rule: number;
}

/** Finds which of many texts stand somewhere in a text, in one pass over it however many they are. */
export interface InfixIndex {
  /** A place for each number that three characters give: 1 where some text has them. */
  marks: Uint8Array;
  byGram: Map<number, Infix[]>;
}

const gramLength = 3;
const places = 0x8000;
const none: readonly number[] = [];

/** Shorter texts have no three characters to be found by. */
export function canBeFound(text: string): boolean {
  return text.length >= gramLength;
}

/** Enters each text under the three characters of it that the fewest others have: what all have would find all. */
export function indexInfixes(infixes: readonly Infix[]): InfixIndex {
  const counts = new Map<number, number>();
  for (const { text } of infixes)
    for (const gram of new Set(gramsOf(text))) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const byGram = new Map<number, Infix[]>();
  const marks = new Uint8Array(places);
  const count = (gram: number): number => counts.get(gram) ?? 0;
  for (const infix of infixes) {
    const rarest = gramsOf(infix.text).reduce((best, gram) => (count(gram) < count(best) ? gram : best));
    marks[rarest] = 1;
    byGram.set(rarest, [...(byGram.get(rarest) ?? []), infix]);
  }
  return { marks, byGram };
}

/**
 * The rules of which a text stands in this one, whatever the case. Most texts hold nothing, so lower case is made only of those
 * that may, or that are not ASCII.
 */
export function rulesWithin(index: InfixIndex, text: string): readonly number[] {
  const met = gramsMet(index, text);
  if (met === none) return none;
  const lower = text.toLowerCase();
  const grams = met ?? new Set(index.byGram.keys());
  const rules: number[] = [];
  for (const gram of grams)
    for (const infix of index.byGram.get(gram) ?? []) if (lower.includes(infix.text)) rules.push(infix.rule);
  return rules;
}

/** Undefined when the text has letters whose lower case cannot be told from one character. */
function gramsMet({ marks }: InfixIndex, text: string): Iterable<number> | undefined {
  let met: Set<number> | undefined;
  let gram = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return undefined;
    gram = next(gram, code);
    if (marks[gram] === 1) (met ??= new Set()).add(gram);
  }
  return met ?? none;
}

function gramsOf(text: string): number[] {
  const grams: number[] = [];
  let gram = 0;
  for (let at = 0; at < text.length; at += 1) {
    gram = next(gram, text.charCodeAt(at));
    if (at >= gramLength - 1) grams.push(gram);
  }
  return grams;
}

/** The number of the last three characters, the same for both cases of ASCII. Several may share one: then a text is looked for in vain. */
function next(gram: number, code: number): number {
  return ((gram << 5) ^ (code | 0x20)) & (places - 1);
}
