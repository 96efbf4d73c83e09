import { createHash } from 'node:crypto';
import type { Blobs } from '#core/blobs.ts';
import type { Instant } from '#core/json.ts';
import { everyItem, type Item, type Table } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';
import type { Context } from './context.ts';
import { withEntries } from './ledger.ts';
import { listDead } from './list-dead.ts';
import type { FileMessage } from './save-file.ts';
import { savedFiles, type SavedFile } from './saved-files.ts';
import { endTrouble, noteStanding } from './standing-troubles.ts';
import { tellOps } from './tell-ops.ts';

type GapContext = Parameters<typeof tellOps>[0] & Pick<Context, 'blobs' | 'queue'>;

const minuteMs = 60_000;
/** A younger file is on its way: saved a moment ago, and still in the queue. */
const youngMs = 10 * minuteMs;
/** A file is seen by its place in time only when it is whole, and clocks differ: so much is looked at once more. */
const marginMs = 6 * 60 * minuteMs;
/** A file that was queued again and still has no entry then is queued once more. */
const patienceMs = 24 * 60 * minuteMs;
const batch = 100;

/** So many keys are named to ops. */
const toldKeys = 5;

const gapsPk = 'gaps';
const positionKey = { pk: gapsPk, sk: 'position' };
const gapPrefix = 'file#';

/** A file that was queued again, until it has an entry. */
interface Gap {
  file: SavedFile;
  queuedAt: Instant;
}

/**
 * Finds the saved files that have neither an entry in the ledger nor a dead message, and are not young: their message
 * was lost, or never sent. Queues them again and tells ops how many there were. Looks at what was saved since its last
 * whole look, the first time at everything. Safe to run twice; reading a file again counts nothing twice.
 */
export async function findGaps(context: GapContext): Promise<{ looked: number; queued: number }> {
  const { table, now } = context;
  const startedAt = now();
  const known = await readGaps(table);
  const dead = await deadKeys(context);
  const gaps = await overdue(table, known, dead, before(startedAt, patienceMs));
  let looked = 0;
  const span = { from: await lookFrom(table), to: before(startedAt, youngMs) };
  for await (const { file, entry } of withEntries(table, filesIn(context.blobs, span))) {
    looked += 1;
    if (entry === undefined && !dead.has(file.key) && !known.has(file.key)) gaps.push(file);
  }
  await queueAgain(context, gaps, startedAt.toISOString());
  await table.write([{ put: { ...positionKey, v: 1, body: { lookedAt: startedAt.toISOString() } }, when: 'any' }]);
  if ((await readGaps(table)).size === 0) {
    await endTrouble(context, { kind: 'gap', about: 'files' }, 'Each of them has been read.');
  }
  if (gaps.length > 0) context.log.warn({ looked, queued: gaps.length }, 'files without an entry were queued again');
  return { looked, queued: gaps.length };
}

async function* filesIn(blobs: Blobs, { from, to }: { from: Instant; to: Instant }): AsyncGenerator<SavedFile> {
  for await (const file of savedFiles(blobs)) if (file.savedAt > from && file.savedAt <= to) yield file;
}

function before(time: Date, ms: number): Instant {
  return new Date(time.getTime() - ms).toISOString();
}

async function lookFrom(table: Table): Promise<Instant> {
  const [item] = await table.get([positionKey]);
  if (item === undefined) return '';
  return before(new Date(bodyOf<{ lookedAt: Instant }>(item).lookedAt), marginMs);
}

async function readGaps(table: Table): Promise<Map<string, Item>> {
  const gaps = new Map<string, Item>();
  for await (const item of everyItem(table, { pk: gapsPk, from: gapPrefix, to: `${gapPrefix}\uFFFF` })) {
    gaps.set(bodyOf<Gap>(item).file.key, item);
  }
  return gaps;
}

async function deadKeys(context: GapContext): Promise<Set<string>> {
  const keys = new Set<string>();
  for await (const { file } of listDead(context)) if (file !== undefined) keys.add(file.key);
  return keys;
}

/** Of the files that were queued again before: forgets those that have an entry now, and returns those that wait too long. */
async function overdue(
  table: Table,
  known: Map<string, Item>,
  dead: Set<string>,
  patience: Instant,
): Promise<SavedFile[]> {
  const late: SavedFile[] = [];
  const gaps = [...known].map(([key, item]) => ({ key, item, gap: bodyOf<Gap>(item) }));
  for await (const { file, entry } of withEntries(table, gaps)) {
    if (entry !== undefined) await table.write([{ remove: file.item, when: 'any' }]);
    else if (file.gap.queuedAt <= patience && !dead.has(file.key)) late.push(file.gap.file);
  }
  return late;
}

/** Told first and noted last: a crash in between tells and queues twice, and forgets nothing. */
async function queueAgain(context: GapContext, files: SavedFile[], queuedAt: Instant): Promise<void> {
  if (files.length === 0) return;
  await tell(context, files, queuedAt);
  for (let from = 0; from < files.length; from += batch) {
    const some = files.slice(from, from + batch);
    await context.queue.send(
      some.map(({ key, source, savedAt }) => toBody({ key, source, receivedAt: savedAt } satisfies FileMessage)),
    );
    await context.table.write(some.map((file) => ({ put: gapItem({ file, queuedAt }), when: 'any' })));
  }
}

/** Keys of files can be longer than a sort key. */
function gapItem(gap: Gap): Item {
  const sk = `${gapPrefix}${createHash('sha256').update(gap.file.key).digest('hex')}`;
  return { pk: gapsPk, sk, v: 1, body: toBody(gap) };
}

async function tell(context: GapContext, files: SavedFile[], at: Instant): Promise<void> {
  const many = files.length === 1 ? 'One saved file was' : `${files.length} saved files were`;
  await noteStanding(context, { kind: 'gap', about: 'files' });
  await tellOps(context, {
    kind: 'gap',
    about: 'files',
    title: `${many} never read, and no message was waiting: queued again`,
    facts: [
      { label: 'Files', value: String(files.length) },
      ...files.slice(0, toldKeys).map(({ key }) => ({ label: 'File', value: key })),
      { label: 'What became of them', value: 'irene status' },
    ],
    occurrence: at,
    at,
  });
}
