import { isMap, isPair, isScalar, isSeq, type Scalar } from 'yaml';

/** A plain value that YAML reads as something else than people see in it. */
export interface OddScalar {
  offset: number;
  message: string;
}

/** Most files have nothing odd: this says so without a walk through them. */
const mayBeOdd = /(?:^|[\s[{,:])(?:0\d|[-+]?\d{16}|\d+\.\d*0(?!\d)|0[xo]|\d[\d.]*e|(?:yes|no|on|off)\b)/im;

/**
 * Values without quotes that lose something (`011122223333` is read without its zero: `wrong`), and those that other
 * readers of YAML read otherwise (`no` is text in YAML 1.2: `doubtful`).
 */
export function oddScalars(root: unknown, text: string): { wrong: OddScalar[]; doubtful: OddScalar[] } {
  const found: { wrong: OddScalar[]; doubtful: OddScalar[] } = { wrong: [], doubtful: [] };
  if (mayBeOdd.test(text)) walk(root, found, undefined);
  return found;
}

/** Keys whose words are Irene's own: `status: off` is no question of YAML. */
const ownWords = new Set(['status', 'page', 'mention']);

function walk(node: unknown, found: { wrong: OddScalar[]; doubtful: OddScalar[] }, key: string | undefined): void {
  if (isMap(node) || isSeq(node)) for (const item of node.items) walk(item, found, key);
  else if (isPair(node)) walk(node.value, found, isScalar(node.key) ? String(node.key.value) : undefined);
  else if (isScalar(node)) judgeScalar(node, found, key);
}

function judgeScalar(node: Scalar, found: { wrong: OddScalar[]; doubtful: OddScalar[] }, key: string | undefined) {
  if (node.type !== 'PLAIN') return;
  const offset = node.range?.[0] ?? 0;
  const written = node.source ?? '';
  const { value } = node;
  if (typeof value === 'number' && String(value) !== written) {
    const message = `${written} is read as the number ${String(value)}: put it in quotes if it is an id or a name`;
    const losesDigits = /^[-+]?0\d/.test(written) || (/^[-+]?\d+$/.test(written) && !Number.isSafeInteger(value));
    (losesDigits ? found.wrong : found.doubtful).push({ offset, message });
  }
  if (typeof value === 'string' && /^(?:yes|no|on|off)$/i.test(value) && !ownWords.has(key ?? '')) {
    const message = `${value} is text in YAML 1.2: write true or false, or put it in quotes`;
    found.doubtful.push({ offset, message });
  }
}
