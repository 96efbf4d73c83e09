import { gunzipSync, gzipSync } from 'node:zlib';
import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import type { Prefilter } from '#rules/detection/create-prefilter.ts';
import type { TextSearch } from '#rules/detection/text-search.ts';
import type { EventMatcher } from '#rules/rule-set.ts';
import { askInBlocks } from '#sources/reading/ask-in-blocks.ts';
import { cutRecords } from '#sources/cloudtrail/cut-records.ts';
import { cloudtrail } from '../plain-rule.ts';

/** Best of several runs, in ms: what else the machine does only ever adds to it. */
export function bestOf(runs: number, run: () => void): number {
  let best = Infinity;
  for (let n = 0; n < runs; n += 1) {
    const startedAt = performance.now();
    run();
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
}

export function eventOf(record: JsonObject): AuditEvent {
  return {
    source: 'cloudtrail',
    id: record['eventID'] as string,
    at: record['eventTime'] as string,
    provider: 'aws',
    account: record['recipientAccountId'] as string,
    logsource: cloudtrail,
    record,
  };
}

/** Log files as CloudTrail writes them, in memory. */
export function filesOf(records: JsonObject[], size: number): Buffer[] {
  const files: Buffer[] = [];
  for (let at = 0; at < records.length; at += size)
    files.push(gzipSync(JSON.stringify({ Records: records.slice(at, at + size) })));
  return files;
}

/** What everybody pays who wants to see the records at all. */
export function parseFile(file: Buffer): JsonObject[] {
  const { Records } = JSON.parse(gunzipSync(file).toString('utf8')) as { Records: JsonObject[] };
  return Records;
}

/** The number of alerts that the rules make of a file. */
export function judgeFile(file: Buffer, matcher: EventMatcher): number {
  let alerts = 0;
  for (const record of parseFile(file)) alerts += matcher.match(eventOf(record)).length;
  return alerts;
}

/** The same as Irene reads log files: only records that a rule may match are parsed. */
export function siftFile(file: Buffer, matcher: EventMatcher, mayMatch: TextSearch): number {
  const bytes = gunzipSync(file);
  const pieces = cutRecords(bytes) ?? [];
  const isKept = askInBlocks(bytes, pieces, mayMatch);
  let alerts = 0;
  for (const [index, { from, to }] of pieces.entries()) {
    if (!isKept(index)) continue;
    const record = JSON.parse(bytes.toString('utf8', from, to)) as JsonObject;
    alerts += matcher.match(eventOf(record)).length;
  }
  return alerts;
}

/** The share of the records that have to be parsed. */
export function keptOf(files: readonly Buffer[], { mayMatch }: Prefilter): number {
  let [kept, all] = [0, 0];
  for (const file of files) {
    const bytes = gunzipSync(file);
    const pieces = cutRecords(bytes) ?? [];
    const isKept = askInBlocks(bytes, pieces, mayMatch);
    kept += pieces.filter((_, index) => isKept(index)).length;
    all += pieces.length;
  }
  return kept / all;
}
