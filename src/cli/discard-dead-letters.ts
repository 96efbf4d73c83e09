import { userInfo } from 'node:os';
import { discardDead } from '#pipeline/discard-dead.ts';
import { pickDead } from './pick-dead.ts';
import { plainText } from './plain-text.ts';
import { withStore } from './with-store.ts';

/**
 * Removes dead messages for ever and keeps their files; the ledger says who did it and why. 1 when an id is of no dead
 * message, and then none is removed.
 */
export async function discardDeadLetters(ids: string[], options: { why?: string; by?: string }): Promise<number> {
  const decision = { by: wordOf(options.by) ?? whoAmI(), why: wordOf(options.why) ?? 'no reason was given' };
  return withStore(async (context) => {
    const letters = await pickDead(context, ids);
    if (letters === undefined) return 1;
    const count = await discardDead(context, letters, decision);
    process.stdout.write(
      `${count} ${count === 1 ? 'message' : 'messages'} discarded by ${plainText(decision.by, 100)}; the files are kept (irene replay --key reads one again)\n`,
    );
    return 0;
  });
}

function wordOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim().slice(0, 500);
  return trimmed === '' ? undefined : trimmed;
}

/** In a container the user may have a number and no name. */
function whoAmI(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'without a name'}`;
  }
}
