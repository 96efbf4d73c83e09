import type { Bulletin } from '#core/bulletin.ts';
import { DestinationGone } from '#core/errors.ts';
import type { Instant } from '#core/json.ts';
import type { Item } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';
import type { Context } from './context.ts';

type PublishContext = Pick<Context, 'table' | 'mirrors' | 'now' | 'log'>;

interface Posting {
  attemptSince: Instant;
  doneAt?: Instant;
}

/** So long another process may still be at it. */
const patienceMs = 60_000;
const keptSeconds = 40 * 86_400;

/**
 * Posts one bulletin to one channel, once, whoever else tries: the attempt is noted first, and after a crash the place is
 * asked whether it was made. `make` answers undefined when there is nothing to say. What fails is tried again by the next
 * call. Answers whether it is settled: posted now or before, with nothing to say, or with no place to go.
 */
export async function publishBulletin(
  context: PublishContext,
  { key, to, make }: { key: string; to: string; make: () => Promise<Bulletin | undefined> },
): Promise<boolean> {
  const place = context.mirrors.find(({ bulletins }) => bulletins !== undefined)?.bulletins;
  const attempt = place === undefined ? 'done' : await beginAttempt(context, `${key}#${to}`);
  if (place === undefined || attempt === 'done') return true;
  if (attempt === 'later') return false;
  const { item, before } = attempt;
  try {
    const isMade = before !== undefined && (await place.isPosted(to, key, before));
    const bulletin = isMade ? undefined : await make();
    if (bulletin !== undefined) await place.post(bulletin, to, key);
  } catch (err) {
    // A channel that is gone is told to ops by its lane, and by tomorrow it may be back.
    if (!(err instanceof DestinationGone)) throw err;
    context.log.warn({ err, to, key }, 'bulletin has no place');
  }
  await context.table.write([{ put: { ...item, v: item.v + 1, body: doneBody(item, context) }, when: { v: item.v } }]);
  return true;
}

function doneBody(item: Item, { now }: PublishContext): Item['body'] {
  return toBody({ ...bodyOf<Posting>(item), doneAt: now().toISOString() });
}

/** `later`: somebody else is at it. `before`: since when an attempt stands that has not ended. */
async function beginAttempt(
  { table, now }: PublishContext,
  name: string,
): Promise<{ item: Item; before: Instant | undefined } | 'done' | 'later'> {
  const key = { pk: 'bulletins', sk: name };
  const [stored] = await table.get([key]);
  const known = stored === undefined ? undefined : bodyOf<Posting>(stored);
  if (known?.doneAt !== undefined) return 'done';
  if (known !== undefined && now().getTime() - Date.parse(known.attemptSince) < patienceMs) return 'later';
  const posting: Posting = { attemptSince: known?.attemptSince ?? now().toISOString() };
  const expires = Math.floor(now().getTime() / 1000) + keptSeconds;
  const item = { ...key, v: (stored?.v ?? 0) + 1, body: toBody(posting), expires };
  const when = stored === undefined ? ('absent' as const) : { v: stored.v };
  const { conflicts } = await table.write([{ put: item, when }]);
  return conflicts.length > 0 ? 'later' : { item, before: known?.attemptSince };
}
