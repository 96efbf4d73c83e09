import { caseAction } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { sortForHome } from '#core/home-file.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { undoNoteOf, type UndoNote } from '#core/undo-action.ts';
import type { ActOutcome, ActRequest, CaseFile, Desk, UndoOutcome, UndoRequest } from '#pipeline/desk.ts';
import { createBulkDesk } from '#pipeline/create-bulk-desk.ts';
import type { Locale } from '#core/words.ts';
import type { DeadLetter } from '#pipeline/list-dead.ts';
import type { Status } from '#pipeline/read-status.ts';
import type { RulesOverview, RuleView } from '#pipeline/rule-views.ts';
import { aStatus } from './a-status.ts';
import type { OpsDesk } from '#pipeline/ops-desk.ts';
import type { OrderDesk } from '#pipeline/order-desk.ts';
import { aMapTable } from '#test/pipeline/a-map-table.ts';
import { silentLog } from '#test/silent-log.ts';
import { readSilenceQuery, readSubscriptionQuery, type Silence, type Subscription } from '#core/standing-order.ts';

/**
 * A desk over some cases in memory, with the true lifecycle. `requests` are all that came, also the same again, and acting
 * waits for what `pause` is on; `card` is the message that shows the cases.
 */
export function aDesk(
  cases: Case[],
  now: () => string,
): Desk & {
  cases: Map<string, Case>;
  requests: ActRequest[];
  fail: { next: Error | undefined };
  pause: { on: Promise<void> | undefined };
  card: { ts: string };
  ops: OpsInMemory;
} {
  const kept = new Map(cases.map((c) => [c.id, c]));
  const timelines = new Map<string, TimelineEntry[]>();
  const done = new Set<string>();
  const notes = new Map<string, UndoNote>();
  const requests: ActRequest[] = [];
  const fail: { next: Error | undefined } = { next: undefined };
  const pause: { on: Promise<void> | undefined } = { on: undefined };
  const card = { ts: '1.000001' };

  function mayFail(): void {
    const error = fail.next;
    fail.next = undefined;
    if (error !== undefined) throw error;
  }

  async function act(request: ActRequest): Promise<ActOutcome> {
    requests.push(request);
    await pause.on;
    mayFail();
    const existing = kept.get(request.caseId);
    if (existing === undefined) return { unknown: true };
    if (done.has(request.requestId)) return { done: existing };
    const outcome = caseAction(existing, request.action, { at: now(), by: request.by });
    if ('refused' in outcome) return outcome;
    done.add(request.requestId);
    const note = outcome.entries.map((entry) => undoNoteOf(existing, outcome.case, entry)).at(-1);
    if (note !== undefined) notes.set(request.requestId, note);
    kept.set(request.caseId, outcome.case);
    timelines.set(request.caseId, [...(timelines.get(request.caseId) ?? []), ...outcome.entries]);
    return { done: outcome.case };
  }

  async function undo({ caseId, of, by, requestId, inTime }: UndoRequest): Promise<UndoOutcome> {
    const note = notes.get(of);
    if (note === undefined) return { unknown: true };
    const action = { do: 'undo' as const, of: note, ...(inTime === undefined ? {} : { inTime }) };
    const outcome = await act({ caseId, action, by, requestId });
    return 'done' in outcome ? { ...outcome, undone: note.did } : outcome;
  }

  function titled(text: string): Case[] {
    return [...kept.values()].filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
  }

  function fileOf(c: Case): CaseFile {
    const shown = {
      destination: { mirror: 'slack', to: '#security' },
      ref: { id: card.ts, url: 'https://demo.slack.com/archives/C0SECURITY/p1', shownSeq: 1 },
    };
    return { case: c, timeline: timelines.get(c.id) ?? [], shown: [shown], route: { channels: ['#security'] } };
  }

  return {
    cases: kept,
    requests,
    fail,
    pause,
    card,
    act,
    undo,
    show: async (typed) => {
      mayFail();
      const found = [...kept.values()].filter(({ id }) => id.startsWith(typed) || id.startsWith(`irn-${typed}`));
      const [first] = found;
      if (first === undefined) return { none: true };
      return found.length === 1 ? { found: fileOf(first) } : { many: found.map(({ id }) => id) };
    },
    orders: ordersInMemory(now),
    bulk: createBulkDesk({
      table: aMapTable(),
      now: () => new Date(now()),
      log: silentLog(),
      act,
      undo,
      find: async (text, { limit = 10 }) => {
        const found = titled(text);
        const ids = found.slice(0, limit).map(({ id }) => id);
        return { ids, total: found.length, ...(found.length > limit ? { cursor: 'more' } : {}) };
      },
    }),
    ops: opsInMemory(),
    people: () => new Map([['role/deploy', 'UBEN']]),
    projects: () => [{ name: 'web', accounts: ['111122223333'], channels: ['C0WEB'] }],
    numbers: async () => [],
    home: async ({ personId, channels }) => {
      mayFail();
      return sortForHome([...kept.values()], { personId, channels, now: now() });
    },
    search: async (text, { cursor, limit = 10 } = {}) => {
      mayFail();
      const found = titled(text);
      const from = Number(cursor ?? 0);
      const next = from + limit;
      return {
        cases: found.slice(from, next),
        total: found.length,
        ...(next < found.length ? { cursor: String(next) } : {}),
      };
    },
  };
}

export interface OpsInMemory extends OpsDesk {
  /** What was asked, with who asked. */
  asked: unknown[][];
  letters: DeadLetter[];
  state: Status;
  overview: RulesOverview;
  known: RuleView[];
  languages: Map<string, Locale>;
  /** Keys of saved files. */
  files: string[];
}

function opsInMemory(): OpsInMemory {
  const ops: OpsInMemory = {
    asked: [],
    letters: [],
    state: aStatus(),
    overview: { version: 'abcd1234', counts: [], problems: [] },
    known: [],
    languages: new Map(),
    files: [],
    status: async () => ops.state,
    dead: async (most) => ({ letters: ops.letters.slice(0, most), total: ops.letters.length }),
    redrive: async (id, by) => {
      ops.asked.push(['redrive', id, by.id]);
      return ops.letters.some((letter) => letter.id === id);
    },
    discard: async (id, { by, why }) => {
      ops.asked.push(['discard', id, by.id, why]);
      return ops.letters.some((letter) => letter.id === id);
    },
    replay: async (key, by) => {
      ops.asked.push(['replay', key, by.id]);
      return ops.files.includes(key) ? { queued: key } : { near: ops.files };
    },
    rules: async () => ops.overview,
    rule: (asked) => {
      const found = ops.known.filter(({ id }) => id.startsWith(asked));
      const [first] = found;
      if (first === undefined) return { none: true };
      return found.length === 1 ? { found: first } : { many: found.map(({ id }) => id) };
    },
    language: async (personId) => ops.languages.get(personId),
    setLanguage: async (personId, locale) => void ops.languages.set(personId, locale),
  };
  return ops;
}

/** Silences and subscriptions with the true checks; what they are about is not changed. */
function ordersInMemory(now: () => string): OrderDesk {
  let silences: Silence[] = [];
  let subscriptions: Subscription[] = [];
  return {
    silences: async () => silences,
    silence: async ({ requestId, ...wish }) => {
      const read = readSilenceQuery(wish.query);
      if (!('query' in read)) return read;
      if (wish.reason === '') return { missing: 'reason' };
      if (wish.until <= now()) return { past: true };
      const done: Silence = { ...wish, id: String(silences.length + 1), at: now() };
      silences = [...silences, done];
      return { done, snoozed: requestId === '' ? 0 : 1 };
    },
    endSilence: async (id) => {
      const found = silences.find((one) => one.id === id);
      silences = silences.filter((one) => one.id !== id);
      return found;
    },
    subscriptions: async (channel) => subscriptions.filter((one) => channel === undefined || one.channel === channel),
    subscribe: async (wish) => {
      const read = readSubscriptionQuery(wish.query);
      if (!('query' in read)) return read;
      const done: Subscription = { ...wish, id: String(subscriptions.length + 1), at: now() };
      subscriptions = [...subscriptions, done];
      return { done };
    },
    unsubscribe: async (channel, id) => {
      const isGone = (one: Subscription): boolean => one.channel === channel && (id === undefined || one.id === id);
      const gone = subscriptions.filter(isGone);
      subscriptions = subscriptions.filter((one) => !isGone(one));
      return gone;
    },
  };
}
