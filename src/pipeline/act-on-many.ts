import { TemporaryFailure } from '#core/errors.ts';
import type { Refusal } from '#core/case-action.ts';
import type { Log } from '#core/log.ts';
import type { BulkResult } from './bulk-desk.ts';

/** Work on a few cases waits for the store at the same time; more would keep everybody else waiting. */
const atOnce = 8;

type Outcome = { done: unknown } | { refused: Refusal } | { unknown: true };

/**
 * Does `act` to each case and counts what became of it. Where the store cannot answer for one case, the others are
 * done all the same.
 */
export async function actOnMany(
  ids: readonly string[],
  act: (caseId: string) => Promise<Outcome>,
  log: Log,
): Promise<BulkResult> {
  let result: BulkResult = { total: ids.length, done: 0, refused: {}, gone: 0, failed: 0 };
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce).map((caseId) => attempt(caseId, act, log));
    for (const outcome of await Promise.all(some)) result = counted(result, outcome);
  }
  return result;
}

/** Undefined where the store cannot answer. */
async function attempt(
  caseId: string,
  act: (caseId: string) => Promise<Outcome>,
  log: Log,
): Promise<Outcome | undefined> {
  try {
    return await act(caseId);
  } catch (error) {
    if (!(error instanceof TemporaryFailure)) throw error;
    log.warn({ err: error, caseId }, 'one case of many could not be acted on');
    return undefined;
  }
}

function counted(result: BulkResult, outcome: Outcome | undefined): BulkResult {
  if (outcome === undefined) return { ...result, failed: result.failed + 1 };
  if ('done' in outcome) return { ...result, done: result.done + 1 };
  if ('unknown' in outcome) return { ...result, gone: result.gone + 1 };
  const { because } = outcome.refused;
  return { ...result, refused: { ...result.refused, [because]: (result.refused[because] ?? 0) + 1 } };
}
