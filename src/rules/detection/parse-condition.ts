/** A condition before its names are looked up. */
export type Condition =
  | { kind: 'name'; name: string }
  | { kind: 'not'; part: Condition }
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'of'; count: number | 'all'; pattern: string };

const deepest = 100;
const token = /\s*([()]|[\p{L}\p{N}_*.-]+)/uy;

interface Reader {
  tokens: string[];
  at: number;
  depth: number;
}

/** Reads a condition: or, and, not, `1 of`, parentheses, in rising order of binding. A text says what is wrong. */
export function parseCondition(text: string): Condition | string {
  const tokens = tokensOf(text);
  if (typeof tokens === 'string') return tokens;
  if (tokens.length === 0) return 'the condition is empty';
  const reader: Reader = { tokens, at: 0, depth: 0 };
  const condition = readChain(reader, 'or');
  if (typeof condition === 'string') return condition;
  const left = reader.tokens[reader.at];
  return left === undefined ? condition : `"${left}" is not expected there in the condition`;
}

function tokensOf(text: string): string[] | string {
  const tokens: string[] = [];
  token.lastIndex = 0;
  let end = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    tokens.push(match[1] ?? '');
    end = token.lastIndex;
  }
  const rest = text.slice(end).trim();
  if (rest === '') return tokens;
  if (rest.startsWith('|'))
    return 'aggregations ("| count() …") are no longer part of Sigma; write a correlation or `count:`';
  return `"${rest.slice(0, 20)}" is not understood in the condition`;
}

function isWord(reader: Reader, word: string): boolean {
  return reader.tokens[reader.at]?.toLowerCase() === word;
}

function readChain(reader: Reader, word: 'and' | 'or'): Condition | string {
  const parts: Condition[] = [];
  do {
    if (parts.length > 0) reader.at += 1;
    const part = word === 'or' ? readChain(reader, 'and') : readNot(reader);
    if (typeof part === 'string') return part;
    parts.push(part);
  } while (isWord(reader, word));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: word, parts };
}

function readNot(reader: Reader): Condition | string {
  let nots = 0;
  while (isWord(reader, 'not')) {
    nots += 1;
    reader.at += 1;
  }
  const part = readOperand(reader);
  if (typeof part === 'string' || nots % 2 === 0) return part;
  return { kind: 'not', part };
}

function readOperand(reader: Reader): Condition | string {
  const word = reader.tokens[reader.at];
  if (word === undefined) return 'the condition ends too early';
  if (word === '(') return readParentheses(reader);
  if (word === ')' || ['and', 'or', 'of'].includes(word.toLowerCase()))
    return `"${word}" is not expected there in the condition`;
  reader.at += 1;
  return isWord(reader, 'of') ? readOf(reader, word) : { kind: 'name', name: word };
}

function readParentheses(reader: Reader): Condition | string {
  reader.depth += 1;
  if (reader.depth > deepest) return `more than ${deepest} parentheses within each other`;
  reader.at += 1;
  const inner = readChain(reader, 'or');
  if (typeof inner === 'string') return inner;
  if (reader.tokens[reader.at] !== ')') return 'a parenthesis is not closed in the condition';
  reader.at += 1;
  reader.depth -= 1;
  return inner;
}

function readOf(reader: Reader, quantity: string): Condition | string {
  const count = countOf(quantity);
  if (count === undefined) return `"${quantity} of": write 1, all, any or a number`;
  const pattern = reader.tokens[reader.at + 1];
  if (pattern === undefined || pattern === '(' || pattern === ')') return `"${quantity} of" of what?`;
  reader.at += 2;
  return { kind: 'of', count, pattern };
}

function countOf(quantity: string): number | 'all' | undefined {
  const word = quantity.toLowerCase();
  if (word === 'all') return 'all';
  if (word === 'any') return 1;
  return /^[1-9]\d{0,3}$/.test(word) ? Number(word) : undefined;
}
