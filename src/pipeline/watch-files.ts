import type { Instant } from '#core/json.ts';
import type { Context } from './context.ts';
import { withEntries } from './ledger.ts';
import { listDead } from './list-dead.ts';
import { savedFiles, type SavedFile } from './saved-files.ts';
import { settleTroubles, type Condition } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';
import { filesAbout } from './watch-lanes.ts';

type FilesContext = OpsContext & Pick<Context, 'blobs' | 'queue'>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** So many files that are read are remembered, so that their entries are not asked for again each time. */
const mostRemembered = 100_000;

/**
 * A look for files that were saved today or yesterday and wait too long to be read. Deduced from what is saved and what
 * the ledger says, because a queue cannot be asked everywhere for its oldest message. `sources` are the names that files
 * are saved under; older files, and others, are found by the hourly look for gaps.
 */
export function createFileWatch(sources: string[]): (context: FilesContext) => Promise<void> {
  const settled = new Set<string>();
  return async (context) => {
    if (settled.size > mostRemembered) settled.clear();
    const waiting = await findWaiting(context, sources, settled);
    await settleTroubles(context, {
      kind: 'lag',
      holding: lagOf(context, waiting),
      judges: ({ about }) => about === filesAbout,
      because: 'No file waits too long any more.',
    });
  };
}

async function findWaiting(context: FilesContext, sources: string[], settled: Set<string>): Promise<SavedFile[]> {
  const waiting: SavedFile[] = [];
  for await (const { file, entry } of withEntries(context.table, oldEnough(context, sources, settled))) {
    if (entry === undefined) waiting.push(file);
    else settled.add(file.key);
  }
  // The list of the dead is asked for only when something waits: those were told when they were given up.
  if (waiting.length === 0) return [];
  const dead = new Set<string>();
  for await (const { file } of listDead(context)) if (file !== undefined) dead.add(file.key);
  return waiting.filter(({ key }) => !dead.has(key));
}

async function* oldEnough(context: FilesContext, sources: string[], settled: Set<string>): AsyncGenerator<SavedFile> {
  const now = context.now().getTime();
  const latest: Instant = new Date(now - context.policy().ops.lagMinutes * minuteMs).toISOString();
  const days = [now - dayMs, now].map((ms) => new Date(ms).toISOString().slice(0, 10));
  for (const prefix of sources.flatMap((source) => days.map((day) => `files/${source}/${day}/`))) {
    for await (const file of savedFiles(context.blobs, prefix)) {
      if (file.savedAt < latest && !settled.has(file.key)) yield file;
    }
  }
}

function lagOf(context: FilesContext, waiting: SavedFile[]): Condition[] {
  const [first, ...rest] = waiting;
  if (first === undefined) return [];
  const oldest = rest.reduce((a, b) => (b.savedAt < a.savedAt ? b : a), first);
  const minutes = Math.floor((context.now().getTime() - Date.parse(oldest.savedAt)) / minuteMs);
  const facts = [
    { label: 'Files', value: String(waiting.length) },
    { label: 'The oldest', value: `${oldest.key}, saved ${oldest.savedAt}` },
    { label: 'What to look at', value: 'Does a process with the role ingest run? irene status' },
  ];
  return [{ kind: 'lag', about: filesAbout, title: `Files wait ${minutes} minutes to be read`, facts }];
}
