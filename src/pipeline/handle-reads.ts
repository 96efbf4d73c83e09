import type { Alert } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { FactLookup } from '#core/facts.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { FileReading, SourceRecord } from '#core/source.ts';
import { cutText } from '#core/text.ts';
import type { Match } from '#rules/counting/mark.ts';
import { valuesOfEvent } from '#rules/first-seen/values-seen.ts';
import { createAtOnce } from './at-once.ts';
import { closeByNews, closeByRemembered, newsOfSnapshot, type ClosingNews } from './close-by-news.ts';
import type { Context } from './context.ts';
import { countFiring } from './count-firing.ts';
import { giveWay } from './give-way.ts';
import { handleAlerts, type AlertContext, type Incoming } from './handle-alert.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Feeds } from './note-arrivals.ts';
import { keepIfNew, withdrawNotNew } from './keep-if-new.ts';
import { noteSeen } from './note-seen.ts';
import type { Fired, RuleWork } from './rule-work.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** What handling records needs. */
export type ReadContext = AlertContext & Pick<Context, 'atOnce' | 'addresses'>;

/** What is being learned of a file while it is read. */
export interface FileWork {
  ledger: LedgerEntry;
  feeds: Feeds;
  rules: RuleWork;
  /** What may end cases, once all of the file is recorded. */
  news: ClosingNews[];
}

/** What was read and waits to be handled together, so that one wait for the store serves all of it. */
interface Waiting {
  alerts: Incoming[];
  /** Made by rules. */
  fired: Fired[];
  snapshots: ResourceSnapshot[];
  matches: Match[];
  /** Not yet asked about: some rule wants to know which of their values are new. */
  events: AuditEvent[];
}

export const keptReasons = 20;
const mostMatches = 2_000;
const mostEvents = 500;

/**
 * Records are handled many at a time; while some are, the next are read. Those before the place where a file turns out
 * to be broken are handled too. Throws between two records when `signal` aborts.
 */
export async function handleReads(
  context: ReadContext,
  reading: FileReading,
  work: FileWork,
  signal: AbortSignal | undefined,
): Promise<void> {
  const works = createAtOnce(1);
  let waiting = emptyWaiting();
  try {
    for await (const read of reading.reads) {
      await giveWay();
      signal?.throwIfAborted();
      work.ledger.records += 1;
      if ('reject' in read) noteReject(work.ledger, read.reject);
      else takeRecord(read.record, work, waiting);
      if (!isFull(waiting, context.atOnce.alerts)) continue;
      const full = waiting;
      waiting = emptyWaiting();
      await works.room();
      works.begin(() => handle(context, full, work));
    }
  } finally {
    noteSkipped(work.ledger, reading);
    if (signal?.aborted !== true) works.begin(() => handle(context, waiting, work));
    await works.end();
    if (signal?.aborted !== true) await closeAll(context, work);
  }
}

/** Closes what the file has brought news of; after its alerts, as files are in no order. */
async function closeAll(context: ReadContext, work: FileWork): Promise<void> {
  for (const news of work.news.splice(0)) await closeByNews(context, news, work.rules.rules);
}

function emptyWaiting(): Waiting {
  return { alerts: [], fired: [], snapshots: [], matches: [], events: [] };
}

function isFull({ alerts, fired, snapshots, matches, events }: Waiting, most: number): boolean {
  const counted = matches.length >= mostMatches || events.length >= mostEvents;
  return counted || alerts.length + fired.length + snapshots.length >= most;
}

function takeRecord(record: SourceRecord, work: FileWork, waiting: Waiting): void {
  const { ledger, feeds, rules, news } = work;
  switch (record.kind) {
    case 'alert':
      feeds.add(record.alert);
      waiting.alerts.push(record);
      return;
    case 'event': {
      feeds.add(record.event);
      ledger.events = (ledger.events ?? 0) + 1;
      if (rules.newFields.length > 0) waiting.events.push(record.event);
      else matchEvent(record.event, work, waiting);
      return;
    }
    case 'resource': {
      const closing = newsOfSnapshot(record.snapshot, record.update, rules.rules.closes);
      if (closing !== undefined) news.push(closing);
      feeds.add(record.snapshot);
      ledger.resources = (ledger.resources ?? 0) + 1;
      waiting.snapshots.push(record.snapshot);
      return;
    }
  }
}

function matchEvent(event: AuditEvent, { rules, news }: FileWork, waiting: Waiting, seen?: FactLookup): void {
  const { alerts, matches, closing } = rules.match(event, seen);
  if (closing !== undefined) news.push(closing);
  waiting.fired.push(...alerts);
  waiting.matches.push(...matches);
}

/** Those of which some rule asks whether their values are new. */
async function matchSeen(context: ReadContext, work: FileWork, waiting: Waiting): Promise<void> {
  const { events } = waiting;
  const { newFields } = work.rules;
  const { facts, wrong } = await noteSeen(
    context,
    events.map((event) => valuesOfEvent(event, newFields)),
  );
  for (const [at, event] of events.entries()) matchEvent(event, work, waiting, facts[at]);
  await withdrawNotNew(context, wrong);
}

async function handle(context: ReadContext, waiting: Waiting, work: FileWork): Promise<void> {
  const { ledger, rules } = work;
  if (waiting.events.length > 0) await matchSeen(context, work, waiting);
  const { alerts, fired, snapshots, matches } = waiting;
  if (alerts.length > 0) {
    const { recorded, known, cases } = await handleAlerts(context, alerts, rules);
    ledger.alerts += recorded + known;
    ledger.recorded += recorded;
    ledger.known += known;
    await closeByRemembered(context, cases, rules.rules);
  }
  if (fired.length > 0) await recordFired(context, fired, work);
  await keepIfNew(context, fired, rules.rules);
  const resources = Map.groupBy(snapshots, ({ resource }) => resource.id);
  const kept = await Promise.allSettled([...resources.values()].map((some) => takeInOrder(context, some, work)));
  for (const one of kept) if (one.status === 'rejected') throw one.reason;
  if (matches.length > 0)
    await countFiring(context, matches, rules, (some) => recordFired(context, asIncoming(some), work));
}

/** Those of one resource; none after one that failed, which would then be late. */
async function takeInOrder(context: ReadContext, snapshots: ResourceSnapshot[], work: FileWork): Promise<void> {
  const record = (alerts: Alert[]): Promise<void> => recordFired(context, asIncoming(alerts), work);
  const how = { file: work.ledger.key, following: work.rules.following, record };
  for (const snapshot of snapshots) await takeSnapshot(context, snapshot, how);
}

function asIncoming(alerts: Alert[]): Incoming[] {
  return alerts.map((alert) => ({ alert }));
}

/** What rules have made of events and resources. */
async function recordFired(context: ReadContext, incoming: Incoming[], { ledger, rules }: FileWork): Promise<void> {
  const { recorded, cases } = await handleAlerts(context, incoming, rules);
  ledger.fired = (ledger.fired ?? 0) + recorded;
  await closeByRemembered(context, cases, rules.rules);
}

/** Audit events that no rule wants were not even parsed. */
function noteSkipped(ledger: LedgerEntry, { skipped }: FileReading): void {
  const count = skipped?.() ?? 0;
  if (count === 0) return;
  ledger.records += count;
  ledger.events = (ledger.events ?? 0) + count;
}

function noteReject(ledger: LedgerEntry, { index, reason }: { index: number; reason: string }): void {
  ledger.rejected += 1;
  if (ledger.reasons.length < keptReasons) ledger.reasons.push(`record ${index}: ${cutText(reason, 300)}`);
}
