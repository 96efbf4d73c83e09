import { findSilences, type Silence } from '#core/find-silences.ts';
import type { Instant } from '#core/json.ts';
import { lengthText } from '#core/length-text.ts';
import type { Table } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import { readArrivals } from './note-arrivals.ts';
import { readStanding, settleTroubles, type Condition } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';
import { filesAbout } from './watch-lanes.ts';

const minuteMs = 60_000;
/** When nobody looked for longer, Irene was not running: what came meanwhile still waits, and is not missed. */
const pauseMs = 30 * minuteMs;
const namedAccounts = 20;

const watchKey = { pk: 'arrivals-watch', sk: 'watch' };

interface Watch {
  lookedAt: Instant;
  watchedSince: Instant;
}

/** Tells ops which sources and accounts have brought nothing for longer than they usually do, or than a rule allows. */
export async function watchSources(context: OpsContext): Promise<void> {
  const now = context.now().toISOString();
  const watchedSince = await keepWatch(context.table, now);
  // They have brought what nobody has read yet.
  const lag = await readStanding(context, { kind: 'lag', about: filesAbout });
  if (lag !== undefined && lag.endedAt === undefined) return;
  const { silence } = context.policy().ops;
  const silent = findSilences(await readArrivals(context.table), { rules: silence, now, watchedSince });
  await settleTroubles(context, {
    kind: 'source-silent',
    holding: silent.map((one) => conditionOf(one, now)),
    because: 'Something came, or is not expected any more.',
  });
}

async function keepWatch(table: Table, now: Instant): Promise<Instant> {
  const [item] = await table.get([watchKey]);
  const before = item === undefined ? undefined : bodyOf<Watch>(item);
  const isNew = before === undefined || Date.parse(now) - Date.parse(before.lookedAt) > pauseMs;
  const watchedSince = isNew ? now : before.watchedSince;
  await table.write([{ put: { ...watchKey, v: 1, body: { lookedAt: now, watchedSince } }, when: 'any' }]);
  return watchedSince;
}

function conditionOf({ source, account, lastAt, afterMs, by, others }: Silence, now: Instant): Condition {
  const facts = [
    { label: 'Last', value: lastAt },
    { label: 'Silent', value: lengthText(Date.parse(now) - Date.parse(lastAt)) },
    { label: 'Told after', value: `${lengthText(afterMs)}, ${by === 'rule' ? 'by a rule' : 'as learned'}` },
    { label: 'To change that', value: 'ops.silence in rules/policy.yml' },
  ];
  const common = { kind: 'source-silent' as const, facts };
  if (account === undefined) return { ...common, about: source, title: `${source} brings nothing any more` };
  if (others === undefined) {
    const title = `${source} brings nothing of ${account} any more`;
    return { ...common, about: `${source} ${account}`, title, severity: 'medium' };
  }
  const named = { label: 'Accounts', value: others.slice(0, namedAccounts).join(', ') };
  const title = `${source} brings nothing of more accounts any more: ${others.length}`;
  return {
    kind: 'source-silent',
    about: `${source}, more accounts`,
    title,
    severity: 'medium',
    facts: [named, ...facts],
  };
}
