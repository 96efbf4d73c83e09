/** How many records and rejects a file must come to, counted without Irene: exactly, or at least. */
export interface Count {
  atLeast: number;
  isExact: boolean;
}

/** Under which names the products put their lists, as their own documents have it. */
const lists: Record<string, string[]> = {
  guardduty: ['Findings', 'findings'],
  securityhub: ['Findings', 'findings'],
  scc: ['listFindingsResults', 'receivedMessages'],
  irene: ['alerts'],
  cloudtrail: ['Records'],
  'gcp-audit': ['entries', 'receivedMessages'],
  'aws-config': ['configurationItems'],
  cai: ['assets', 'receivedMessages'],
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
  const elements = Array.isArray(value) ? value : [value];
  if (source === 'aws-describe') return sum(elements.map(countInAnswer));
  if (!Array.isArray(value) && isObject(value)) {
    if (isAlertItself(value, source)) return 1;
    if (source === 'cloudtrail' && isDigest(value)) return 0;
    const given = (lists[source] ?? []).map((name) => value[name]);
    const list = given.find((each) => each !== undefined && each !== null);
    if (Array.isArray(list)) return countEach(list, source);
  }
  return countEach(elements, source);
}

/** Only events of Security Hub bring several at once; one that brings none must show as a reject. */
function countEach(elements: unknown[], source: string): number {
  if (source !== 'securityhub') return elements.length;
  return sum(elements.map((each) => Math.max(1, findingsInEvent(each))));
}

function findingsInEvent(value: unknown): number {
  const event = isObject(value) ? (messageIn(value) ?? value) : {};
  const { detail, 'detail-type': kind } = event;
  if (kind !== 'Security Hub Findings - Imported' && kind !== 'Security Hub Findings - Custom Action') return 1;
  return isObject(detail) && Array.isArray(detail['findings']) ? detail['findings'].length : 1;
}

function messageIn({ Type: type, Message: message }: Record<string, unknown>): Record<string, unknown> | undefined {
  if (type !== 'Notification' || typeof message !== 'string') return undefined;
  const inner = parsed(Buffer.from(message))?.value;
  return isObject(inner) && inner['Type'] === undefined ? inner : undefined;
}

/** Irene's own list of what she reads; of the credential report each row but the first. */
function countInAnswer(answer: unknown): number {
  if (!isObject(answer)) return 1;
  const { Content: content, Reservations: reservations } = answer;
  const text = typeof content === 'string' ? content : '';
  for (const report of [text, Buffer.from(text, 'base64').toString()]) {
    if (!report.startsWith('user,arn,user_creation_time,')) continue;
    return report.split(/\r?\n/).filter((line) => line !== '').length - 1;
  }
  if (Array.isArray(reservations)) return sum(reservations.map(machinesIn));
  const names = ['SecurityGroups', 'NetworkAcls', 'Images', 'DBInstances', 'Users', 'Roles', 'trailList'];
  const list = names.map((name) => answer[name]).find((each) => Array.isArray(each));
  return Array.isArray(list) ? list.length : 1;
}

function machinesIn(reservation: unknown): number {
  const machines = isObject(reservation) ? reservation['Instances'] : undefined;
  return Array.isArray(machines) ? machines.length : 1;
}

function sum(counts: number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One alert in Irene's own format may carry whatever else beside it. */
function isAlertItself(value: object, source: string): boolean {
  return source === 'irene' && 'irene' in value && typeof value.irene === 'number';
}

/** A file beside the logs of CloudTrail that says what they should hash to. */
function isDigest({ digestStartTime, digestS3Bucket, logFiles }: Record<string, unknown>): boolean {
  return typeof digestStartTime === 'string' && typeof digestS3Bucket === 'string' && Array.isArray(logFiles);
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
