import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Case } from '#core/case.ts';
import type { CaseView, Mirror, MirrorRef, StormView } from '#core/mirror.ts';
import type { Policy } from '#core/policy.ts';
import { everyItem } from '#core/table.ts';
import type { Context } from '#pipeline/context.ts';
import { createBell } from '#pipeline/create-bell.ts';
import { ingest } from '#pipeline/ingest.ts';
import { readLedger, type LedgerEntry } from '#pipeline/ledger.ts';
import { saveFile, type FileMessage } from '#pipeline/save-file.ts';
import { loadPolicy } from '#rules/load-policy.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { sources } from '#sources/list.ts';
import { soleLeases } from '#store/embedded/sole-leases.ts';
import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';
import { openSearchIndex } from '#store/open-search-index.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { silentLog } from '#test/silent-log.ts';
import { aRuleSet } from './a-rule-set.ts';
import { openStandingOrders } from '#pipeline/standing-orders.ts';

/** A mirror that only remembers: what it was shown, by destination and case. */
export interface NotebookMirror extends Mirror {
  pages: Map<string, { view: CaseView; made: number; notes: number[] }>;
  /** Thrown by the next `reflect` calls, before or after its work is done. */
  faults: { when: 'before' | 'after'; error: Error }[];
}

/** A notebook that shows storms too: what each storm's card says, and how often one was made. */
export interface StormyNotebook extends NotebookMirror {
  storms: Map<string, { view: StormView; made: number }>;
}

export function createStormyNotebook(name: string): StormyNotebook {
  const notebook = createNotebook(name);
  const storms: StormyNotebook['storms'] = new Map();
  const nameOf = (view: StormView, to: string) => `${to} ${view.storm.id}`;
  return {
    ...notebook,
    storms,
    storm: {
      async show(view, to, ref) {
        const fault = notebook.faults.shift();
        if (fault?.when === 'before') throw fault.error;
        const id = nameOf(view, to);
        storms.set(id, { view, made: (storms.get(id)?.made ?? 0) + (ref === undefined ? 1 : 0) });
        if (fault?.when === 'after') throw fault.error;
        return { id, shownSeq: 0 };
      },
      async findLost(view, to) {
        const id = nameOf(view, to);
        return storms.has(id) ? { id, shownSeq: 0 } : undefined;
      },
    },
  };
}

export function createNotebook(name: string, destinations: Mirror['destinations'] = () => ['main']): NotebookMirror {
  const pages: NotebookMirror['pages'] = new Map();
  const faults: NotebookMirror['faults'] = [];
  const pageOf = (view: CaseView, to: string) => pages.get(`${to} ${view.case.id}`);
  return {
    name,
    pages,
    faults,
    followsRepeats: true,
    pace: [{ burst: 1000, everyMs: 1 }],
    destinations,
    async reflect(view, to, ref): Promise<MirrorRef> {
      const fault = faults.shift();
      if (fault?.when === 'before') throw fault.error;
      const page = pageOf(view, to) ?? { view, made: 0, notes: [] };
      pages.set(`${to} ${view.case.id}`, {
        view,
        made: page.made + (ref === undefined ? 1 : 0),
        notes: [...page.notes, ...view.news.map((entry) => entry.seq)],
      });
      if (fault?.when === 'after') throw fault.error;
      return {
        id: `${to} ${view.case.id}`,
        url: `https://${name}.example/${view.case.id}`,
        shownSeq: view.news.at(-1)?.seq ?? ref?.shownSeq ?? 0,
      };
    },
    async findLost(view, to) {
      const page = pageOf(view, to);
      return page === undefined ? undefined : { id: `${to} ${view.case.id}`, shownSeq: page.notes.at(-1) ?? 0 };
    },
  };
}

export interface World {
  context: Context;
  home: string;
  clock: { now: Date };
  /** Saves a file of this text and reads everything that waits in the queue. */
  drop(text: string | Uint8Array, source?: string): Promise<LedgerEntry[]>;
  /** Reads a saved file once more. */
  again(key: string): Promise<LedgerEntry>;
  cases(): Promise<Case[]>;
}

const projects = `
projects:
  - {name: web, accounts: ['111122223333', 'web-prod'], channels: [C0WEB], mention: S0WEB}
`;

/** A context over an embedded store in a temporary folder, the house's own policy, and a clock that stands still. */
export async function aWorld(mirrors: Mirror[], given: Partial<Context> = {}): Promise<World> {
  const home = await mkdtemp(join(tmpdir(), 'irene-'));
  const clock = { now: new Date('2026-03-01T12:00:00.000Z') };
  const now = (): Date => clock.now;
  const store = await openEmbeddedStore(home, { now });
  const search = openSearchIndex(join(home, 'search.db'));
  onTestFinished(async () => {
    search.close();
    store.close();
    await rm(home, { recursive: true });
  });
  const base = aRuleSet(await readTestPolicy());
  const rules = given.rules ?? (() => base);
  const context: Context = {
    ...store,
    leases: soleLeases,
    lookEveryMs: 1000,
    atOnce: { files: 10, alerts: 10 },
    readNotice: () => undefined,
    search,
    mirrors,
    openFile: createOpenFile(sources),
    rules,
    policy: () => context.rules().policy,
    orders: openStandingOrders({ table: store.table, now, log: silentLog() }),
    addresses: { countryOf: (address) => (address === '8.8.8.8' ? 'US' : undefined) },
    places: { centralChannel: 'C0SECURITY', opsChannel: 'C0OPS', opsMention: 'S0OPS', githubRepo: 'acme/security' },
    insteadOf: () => undefined,
    laneBell: createBell(),
    now,
    log: silentLog(),
    ...given,
  };
  return {
    context,
    home,
    clock,
    drop: (text, source = 'auto') => drop(context, home, { text, source }),
    again: (key) => again(context, key),
    cases: () => casesOf(context),
  };
}

async function readTestPolicy(): Promise<Policy> {
  const files = await readRuleFiles('rules');
  const loaded = loadPolicy(files.map((file) => (file.path === 'projects.yml' ? { ...file, text: projects } : file)));
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.policy;
}

async function drop(
  context: Context,
  home: string,
  { text, source }: { text: string | Uint8Array; source: string },
): Promise<LedgerEntry[]> {
  const path = join(home, 'dropped');
  await writeFile(path, text);
  await saveFile(context, { path, name: 'dropped.json', source });
  const entries: LedgerEntry[] = [];
  for (
    let messages = await context.queue.receive(10, 0);
    messages.length > 0;
    messages = await context.queue.receive(10, 0)
  ) {
    for (const message of messages) entries.push(await ingest(context, message.body as unknown as FileMessage));
    await context.queue.done(messages);
  }
  return entries;
}

async function again(context: Context, key: string): Promise<LedgerEntry> {
  const entry = await readLedger(context.table, key);
  if (entry === undefined) throw new Error(`${key} was never read`);
  return ingest(context, { key, source: entry.source, receivedAt: entry.receivedAt, replay: true });
}

async function casesOf({ table, now }: Context): Promise<Case[]> {
  const hour = now().toISOString().slice(0, 13);
  return Array.fromAsync(
    everyItem(table, { pk: `cases#${hour}`, index: 'changes' }),
    (item) => item.body as unknown as Case,
  );
}
