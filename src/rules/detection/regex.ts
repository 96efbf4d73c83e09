import { RE2JS, RE2JSException } from 're2js';
import type { TextTest } from './pattern.ts';

export interface Regex {
  test: TextTest;
  /** A text in lower case that stands in everything that matches, when one was found. */
  literal?: string;
}

const longestPattern = 10_000;

/**
 * Compiles a regular expression to an engine that takes time in proportion to the text (docs/decisions/0020). What it
 * does not know (look-around, back references) is told as a text.
 */
export function compileRegex(source: string, flags: { i: boolean; m: boolean; s: boolean }): Regex | string {
  if (source.length > longestPattern) return `the regular expression is longer than ${longestPattern} characters`;
  const bits = (flags.i ? RE2JS.CASE_INSENSITIVE : 0) | (flags.m ? RE2JS.MULTILINE : 0) | (flags.s ? RE2JS.DOTALL : 0);
  try {
    const compiled = RE2JS.compile(source, bits);
    const literal = flags.i ? undefined : literalIn(source);
    if (literal === undefined) return { test: (text) => compiled.test(text) };
    return { test: (text) => text.includes(literal) && compiled.test(text), literal: literal.toLowerCase() };
  } catch (err) {
    if (!(err instanceof RE2JSException)) throw err;
    return reasonOf(source, err);
  }
}

function reasonOf(source: string, err: RE2JSException): string {
  if (/\(\?(=|!|<=|<!)/.test(source))
    return `look-around is not part of Sigma's regular expressions and cannot be run in linear time: ${source}`;
  if (/\\[1-9]/.test(source)) return `back references cannot be run in linear time: ${source}`;
  return `not a regular expression: ${err.message}`;
}

/**
 * The longest run of plain characters that every match must hold; undefined when that is not plain to see: with
 * alternatives, groups or flags inside. Only a shortcut, so it may give up early.
 */
function literalIn(source: string): string | undefined {
  if (/[|()]|\\[QEpP]/.test(source)) return undefined;
  let best = '';
  let run = '';
  const end = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (const [token] of source.matchAll(/\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|\{[^}]*\}|[^]/gsu)) {
    if (/^[*?{]/.test(token)) run = run.slice(0, -1);
    const isPlain = /^[A-Za-z0-9 _:/@=,;<>"'#%&!~-]$/.test(token) || /^\\[.\-/:]$/.test(token);
    if (isPlain) run += token.at(-1);
    else end();
  }
  end();
  return best.length >= 3 ? best : undefined;
}
