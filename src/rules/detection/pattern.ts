/** `*`, `?`, and any of the five dashes of `windash`. */
export type Wild = { wild: 'many' | 'one' | 'dash' };

/** A Sigma string: literal texts with wildcards between them; no two texts side by side. */
export type Pattern = readonly (string | Wild)[];

export type Anchor = 'exact' | 'contains' | 'startswith' | 'endswith';

export const many: Wild = { wild: 'many' };
const one: Wild = { wild: 'one' };
const dash: Wild = { wild: 'dash' };
const dashes = '-/–—―';

/** Reads the wildcards of a Sigma string. A backslash escapes `*`, `?` and itself; before anything else it is one. */
export function parsePattern(text: string): Pattern {
  const parts: (string | Wild)[] = [];
  let literal = '';
  const end = (wild: Wild): void => {
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push(wild);
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    const next = text.charAt(i + 1);
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next;
      i += 1;
    } else if (char === '*') end(many);
    else if (char === '?') end(one);
    else literal += char;
  }
  if (literal !== '') parts.push(literal);
  return parts;
}

/** The text of a pattern without wildcards; undefined when it has some. */
export function plainTextOf(pattern: Pattern): string | undefined {
  if (pattern.length === 0) return '';
  const [only] = pattern;
  return pattern.length === 1 && typeof only === 'string' ? only : undefined;
}

/** The pattern with each dash or slash standing for any of the five. */
export function withAnyDash(pattern: Pattern): Pattern {
  return pattern.flatMap((part) =>
    typeof part === 'string'
      ? part
          .split(/([-/–—―])/)
          .filter((piece) => piece !== '')
          .map((piece) => (piece.length === 1 && dashes.includes(piece) ? dash : piece))
      : [part],
  );
}

/** The pattern with `*` where the modifier leaves an end open, and no two `*` side by side. */
export function anchored(pattern: Pattern, anchor: Anchor): Pattern {
  const open = [
    ...(anchor === 'contains' || anchor === 'endswith' ? [many] : []),
    ...pattern,
    ...(anchor === 'contains' || anchor === 'startswith' ? [many] : []),
  ];
  return open.filter((part, at) => part !== many || open[at - 1] !== many);
}

/** The pattern for comparing with texts in lower case. */
export function lowerCased(pattern: Pattern): Pattern {
  return pattern.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));
}

export type TextTest = (text: string) => boolean;

/** Compiles an anchored pattern. Takes time in proportion to the text, whatever the pattern. */
export function testOf(pattern: Pattern): TextTest {
  const plain = plainTextOf(pattern);
  if (plain !== undefined) return (text) => text === plain;
  if (pattern.every((part) => part === many)) return () => true;
  const [first, second, third] = pattern;
  if (pattern.length === 2 && typeof first === 'string' && second === many) return (text) => text.startsWith(first);
  if (pattern.length === 2 && first === many && typeof second === 'string') return (text) => text.endsWith(second);
  if (pattern.length === 3 && first === many && typeof second === 'string' && third === many)
    return (text) => text.includes(second);
  return globOf(pattern);
}

/** What stands between two `*`: matched as a block. */
interface Segment {
  parts: Pattern;
  /** The most UTF-16 units that it can match. */
  longest: number;
}

function globOf(pattern: Pattern): TextTest {
  const segments: Segment[] = [];
  let parts: (string | Wild)[] = [];
  for (const part of [...pattern, many]) {
    if (part === many) {
      segments.push(segmentOf(parts));
      parts = [];
    } else parts.push(part);
  }
  const [head = segmentOf([]), ...others] = segments;
  const tail = others.pop();
  if (tail === undefined) return (text) => matchAt(text, 0, head) === text.length;
  return (text) => {
    let at = matchAt(text, 0, head);
    for (const segment of others) {
      if (at === -1) return false;
      at = find(text, at, segment);
    }
    return at !== -1 && endsWith(text, at, tail);
  };
}

function segmentOf(parts: Pattern): Segment {
  return { parts, longest: parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 2), 0) };
}

/** Where the segment ends that begins at `start`; -1 when it does not stand there. `?` is one character, not one unit. */
function matchAt(text: string, start: number, { parts }: Segment): number {
  let at = start;
  for (const part of parts) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, at)) return -1;
      at += part.length;
    } else {
      const code = text.codePointAt(at);
      if (code === undefined || (part === dash && !dashes.includes(text.charAt(at)))) return -1;
      at += code > 0xffff ? 2 : 1;
    }
  }
  return at;
}

function find(text: string, from: number, segment: Segment): number {
  const [first] = segment.parts;
  for (let at = from; at <= text.length; at += 1) {
    if (typeof first === 'string') {
      at = text.indexOf(first, at);
      if (at === -1) return -1;
    }
    const end = matchAt(text, at, segment);
    if (end !== -1) return end;
  }
  return -1;
}

function endsWith(text: string, from: number, segment: Segment): boolean {
  if (segment.parts.length === 0) return true;
  for (let at = Math.max(from, text.length - segment.longest); at <= text.length; at += 1)
    if (matchAt(text, at, segment) === text.length) return true;
  return false;
}
