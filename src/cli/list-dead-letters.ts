import { listDead, entryOf, type DeadLetter } from '#pipeline/list-dead.ts';
import type { LedgerEntry } from '#pipeline/ledger.ts';
import { fileStart } from './file-start.ts';
import { plainText } from './plain-text.ts';
import { withStore, type StoreContext } from './with-store.ts';

const shownCharacters = 300;

/** Prints every message that was given up: why, which file, and how its body begins. */
export function listDeadLetters({ json = false }: { json?: boolean }): Promise<number> {
  return withStore(async (context) => {
    const shown = [];
    for await (const letter of listDead(context)) shown.push(await showOf(context, letter));
    if (json) process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
    else process.stdout.write(shown.length === 0 ? 'no dead messages\n' : `${shown.map(linesOf).join('\n')}\n${hint}`);
    return 0;
  });
}

const hint =
  '\nirene dead redrive ID… (or --all) tries them again; irene dead discard ID… --why TEXT removes them and keeps their files\n';

interface Shown {
  id: string;
  receives: number;
  reason: string;
  failedAt?: string;
  /** As the message has it. */
  key?: string;
  source?: string;
  receivedAt?: string;
  /** What another message of the same file has come to. */
  ledger?: LedgerEntry['state'];
  body: string;
  file?: string;
}

async function showOf(context: StoreContext, letter: DeadLetter): Promise<Shown> {
  const { id, receives, body, file, failure } = letter;
  const entry = await entryOf(context.table, letter);
  const begins = file === undefined ? undefined : await fileStart(context.blobs, file.key, shownCharacters);
  return {
    id,
    receives,
    reason:
      failure?.reason ?? 'none was noted: the process ended each time while it worked on it, or it is over 30 days ago',
    ...(failure === undefined ? {} : { failedAt: failure.at }),
    ...(file === undefined ? {} : { key: file.key, source: file.source, receivedAt: file.receivedAt }),
    ...(entry === undefined ? {} : { ledger: entry.state }),
    body: plainText(JSON.stringify(body), shownCharacters),
    ...(begins === undefined ? {} : { file: plainText(begins, shownCharacters) }),
  };
}

function linesOf({ id, receives, reason, failedAt, key, ledger, body, file }: Shown): string {
  const at = failedAt === undefined ? '' : ` at ${failedAt}`;
  return [
    `${plainText(id, 200)}  given up after ${receives} receives${at}`,
    `  reason: ${plainText(reason, 1000)}`,
    ...(key === undefined
      ? []
      : [`  key: ${plainText(key, 1024)}${ledger === undefined ? '' : ` (meanwhile ${ledger})`}`]),
    `  body: ${body}`,
    ...(file === undefined ? [] : [`  file: ${file}`]),
  ].join('\n');
}
