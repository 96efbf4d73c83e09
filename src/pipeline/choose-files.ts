import type { Instant } from '#core/json.ts';
import type { Context } from './context.ts';
import { withEntries, type LedgerEntry } from './ledger.ts';
import { savedFiles, type SavedFile } from './saved-files.ts';

/** Which saved files; what is not given does not matter. */
export interface Choice {
  /** Saved as this source, or read as it. */
  source?: string;
  /** Received at this time or after it. */
  since?: Instant;
  /** Received before this time. */
  until?: Instant;
  key?: string;
}

export interface ChosenFile {
  key: string;
  /** What it was saved as, so that a file of `auto` is recognised anew. */
  source: string;
  /** When it came first. */
  receivedAt: Instant;
  /** What became of it so far. */
  entry: LedgerEntry | undefined;
}

export interface Chosen {
  /** Oldest first: the order they are read in. */
  files: ChosenFile[];
  /** Fits, but was discarded by a person; chosen when it is named by its key. */
  discarded: string[];
  /** Fits, but its occurrences are no longer kept: read again, they would count a second time. */
  forgotten: string[];
}

/** Occurrences are kept for 400 days (`case-items.ts`); some days less, for the time that a replay takes. */
const rememberedMs = 390 * 86_400_000;

/** The saved files that a replay is about. */
export async function chooseFiles(context: Pick<Context, 'blobs' | 'table' | 'now'>, choice: Choice): Promise<Chosen> {
  const chosen: Chosen = { files: [], discarded: [], forgotten: [] };
  const oldest = new Date(context.now().getTime() - rememberedMs).toISOString();
  for await (const { file, entry } of withEntries(context.table, savedFiles(context.blobs, choice.key))) {
    const receivedAt = entry?.receivedAt ?? file.savedAt;
    if (!fits(choice, file, { entry, receivedAt })) continue;
    if (entry !== undefined && entry.alerts + (entry.fired ?? 0) > 0 && receivedAt < oldest)
      chosen.forgotten.push(file.key);
    else if (entry?.state === 'discarded' && choice.key === undefined) chosen.discarded.push(file.key);
    else chosen.files.push({ key: file.key, source: file.source, receivedAt, entry });
  }
  chosen.files.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : Number(a.receivedAt > b.receivedAt)));
  return chosen;
}

function fits(
  { source, since, until, key }: Choice,
  file: SavedFile,
  { entry, receivedAt }: { entry: LedgerEntry | undefined; receivedAt: Instant },
): boolean {
  if (key !== undefined && file.key !== key) return false;
  if (source !== undefined && file.source !== source && entry?.source !== source) return false;
  return (since === undefined || receivedAt >= since) && (until === undefined || receivedAt < until);
}
