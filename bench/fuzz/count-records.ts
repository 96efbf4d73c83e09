/** How many records and rejects a file must come to, counted without Irene: exactly, or at least. */
export interface Count {
  atLeast: number;
  isExact: boolean;
}

/** Under which names the products put their lists, as their own documents have it. */
const lists: Record<string, string[]> = {
  guardduty: ['Findings', 'findings'],
  scc: ['listFindingsResults', 'receivedMessages'],
  irene: ['alerts'],
};

/**
 * Counts a file of `source`: a whole document by its list, JSON lines line by line. What is no JSON must show as one
 * reject at least for each line, or for the whole document.
 */
export function countRecords(bytes: Uint8Array, source: string, isLines: boolean): Count {
  const whole = parsed(bytes);
  if (whole !== undefined) return { atLeast: countIn(whole.value, source), isExact: true };
  if (!isLines) return { atLeast: 1, isExact: false };
  let atLeast = 0;
  let isExact = true;
  for (const line of linesOf(withoutMark(bytes))) {
    const value = parsed(line);
    if (value === undefined) isExact = false;
    atLeast += value === undefined ? leastIn(line) : countIn(value.value, source);
  }
  return { atLeast, isExact };
}

/** A line that is no JSON must show at least once, unless it is empty lists that stand one behind the other. */
function leastIn(line: Uint8Array): number {
  return /^(?:\s*\[\s*\])+\s*$/.test(Buffer.from(line.subarray(0, 1000)).toString('latin1')) ? 0 : 1;
}

function countIn(value: unknown, source: string): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null || isAlertItself(value, source)) return 1;
  const given = (lists[source] ?? []).map((name) => (value as Record<string, unknown>)[name]);
  const list = given.find((each) => each !== undefined && each !== null);
  return Array.isArray(list) ? list.length : 1;
}

/** One alert in Irene's own format may carry whatever else beside it. */
function isAlertItself(value: object, source: string): boolean {
  return source === 'irene' && 'irene' in value && typeof value.irene === 'number';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(utf8.decode(bytes)) as unknown };
  } catch {
    return undefined;
  }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines.filter((line) => !line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d));
}
