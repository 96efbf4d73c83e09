import { randomUUID } from 'node:crypto';
import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Json } from '#core/json.ts';
import type { DeadMessage, Message, Queue } from '#core/queue.ts';
import type { Page } from '#core/table.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import type { Database } from './open-database.ts';
import type { Step } from './work.ts';

export interface QueueOptions {
  now: () => Date;
  /** Queues of different names share the file and nothing else. */
  name?: string;
  visibilitySeconds?: number;
  maxReceives?: number;
}

export const mainQueue = 'main';

/** How soon a message that another process sent is seen. A send in this process is seen at once. */
const pollMs = 200;
const deadPage = 100;

const redriveAll = `update messages
  set id = lower(hex(randomblob(16))), receives = 0, spent = 0, receipt = null, visible_at = :now
  where queue = :queue and spent = 1 and visible_at <= :now`;

interface Shelf {
  db: Database;
  name: string;
  nowMs: () => number;
  limits: { visibilitySeconds: number; maxReceives: number };
  /** Of the texts that only read. */
  visible: StatementSync;
  dead: StatementSync;
}

const texts = {
  send: 'insert into messages (id, queue, body, visible_at) values (?, ?, ?, ?)',
  visible: 'select 1 from messages where queue = ? and spent = 0 and visible_at <= ? limit 1',
  take: `update messages set receives = receives + 1, spent = receives + 1 >= :maxReceives,
           visible_at = :until, receipt = lower(hex(randomblob(16)))
         where seq in (select seq from messages where queue = :queue and spent = 0 and visible_at <= :now
                       order by visible_at, seq limit :max)
         returning seq, id, body, receives, receipt`,
  extend: 'update messages set visible_at = ? where id = ? and receipt = ? and queue = ? and visible_at > ?',
  done: 'delete from messages where id = ? and receipt = ? and queue = ?',
  dead: `select seq, id, body, receives from messages
         where queue = ? and spent = 1 and visible_at <= ? and seq > ? order by seq limit ?`,
  redriveAll,
  redriveSome: `${redriveAll} and id in (select value from json_each(:ids))`,
  discard: `delete from messages where queue = :queue and spent = 1 and visible_at <= :now
            and id in (select value from json_each(:ids))`,
};

/** The queue `name` in the messages of `db`; a receive that waits ends with none when `db` closes. */
export function openQueue(db: Database, options: QueueOptions): Queue {
  const { now, name = mainQueue, visibilitySeconds = 30, maxReceives = 5 } = options;
  const limits = { visibilitySeconds, maxReceives };
  const statements = { visible: db.prepare(texts.visible), dead: db.prepare(texts.dead) };
  const shelf: Shelf = { db, name, nowMs: () => now().getTime(), limits, ...statements };
  return {
    send: (bodies, sendOptions) => send(shelf, bodies, sendOptions?.delaySeconds ?? 0),
    receive: (max, waitSeconds, signal) => receive(shelf, max, waitSeconds, signal),
    extend: (message, seconds) => extend(shelf, message, seconds),
    done: async (messages) => {
      if (messages.length === 0) return;
      const runs = messages.map((message) => [message.id, message.receipt, name]);
      await db.write({ steps: [{ sql: texts.done, runs }] });
    },
    dead: async (cursor) => deadPageOf(shelf, cursor),
    redrive: (ids) => redrive(shelf, ids),
    discard: (ids) => discard(shelf, ids),
  };
}

/** What a send does, as a part of other work; who does it rings the bell afterwards. */
export function sending(bodies: Json[], queue: string, visibleAtMs: number): Step {
  const runs = bodies.map((body) => [randomUUID(), queue, JSON.stringify(body), visibleAtMs]);
  return { sql: texts.send, runs };
}

async function send(shelf: Shelf, bodies: Json[], delaySeconds: number): Promise<void> {
  if (bodies.length === 0) return;
  const visibleAt = shelf.nowMs() + Math.round(delaySeconds * 1000);
  await shelf.db.write({ steps: [sending(bodies, shelf.name, visibleAt)] });
  shelf.db.bell.ring();
}

async function receive(
  shelf: Shelf,
  max: number,
  waitSeconds: number,
  signal: AbortSignal | undefined,
): Promise<Message[]> {
  const { db } = shelf;
  const end = performance.now() + waitSeconds * 1000;
  const isOver = () => signal?.aborted === true || !db.isOpen();
  while (!isOver()) {
    // No await between a look that finds nothing and the wait: a send in between would ring unheard.
    const messages = isAnyVisible(shelf) ? await take(shelf, max) : [];
    const leftMs = end - performance.now();
    if (messages.length > 0 || leftMs <= 0) return messages;
    if (!isOver()) await db.bell.wait(Math.min(leftMs, pollMs), signal);
  }
  return [];
}

/** A look needs no lock: an idle bot never stands in the way of another process. */
function isAnyVisible({ db, name, nowMs, visible }: Shelf): boolean {
  return db.read(() => visible.get(name, nowMs())) !== undefined;
}

async function take({ db, name, nowMs, limits }: Shelf, max: number): Promise<Message[]> {
  const at = nowMs();
  const until = at + limits.visibilitySeconds * 1000;
  const values = { queue: name, now: at, until, max, maxReceives: limits.maxReceives };
  const { rows } = await db.write({ steps: [{ sql: texts.take, runs: [values] }] });
  // RETURNING has no order of its own.
  rows.sort((a, b) => Number(a['seq']) - Number(b['seq']));
  return rows.map((row) => ({ ...deadMessageOf(row), receipt: String(row['receipt']) }));
}

async function extend({ db, name, nowMs }: Shelf, message: Message, seconds: number): Promise<boolean> {
  const at = nowMs();
  const until = at + Math.round(seconds * 1000);
  const values = [until, message.id, message.receipt, name, at];
  return (await db.write({ steps: [{ sql: texts.extend, runs: [values] }] })).changes > 0;
}

async function redrive({ db, name, nowMs }: Shelf, ids: string[] | 'all'): Promise<number> {
  const where = { now: nowMs(), queue: name };
  const step =
    ids === 'all'
      ? { sql: texts.redriveAll, runs: [where] }
      : { sql: texts.redriveSome, runs: [{ ...where, ids: JSON.stringify(ids) }] };
  const { changes } = await db.write({ steps: [step] });
  db.bell.ring();
  return changes;
}

async function discard({ db, name, nowMs }: Shelf, ids: string[]): Promise<number> {
  const where = { now: nowMs(), queue: name, ids: JSON.stringify(ids) };
  return (await db.write({ steps: [{ sql: texts.discard, runs: [where] }] })).changes;
}

function deadPageOf({ db, name, nowMs, dead }: Shelf, cursor: string | undefined): Page<DeadMessage> {
  const after = cursor === undefined ? 0 : Number(placeOf(cursor, 1)[0]);
  const rows = db.read(() => dead.all(name, nowMs(), after, deadPage + 1));
  const items = rows.slice(0, deadPage).map(deadMessageOf);
  const last = rows[deadPage - 1];
  return rows.length > deadPage && last !== undefined ? { items, cursor: cursorOf([String(last['seq'])]) } : { items };
}

function deadMessageOf(row: Record<string, SQLOutputValue>): DeadMessage {
  return { id: String(row['id']), body: JSON.parse(String(row['body'])) as Json, receives: Number(row['receives']) };
}
