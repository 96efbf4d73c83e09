import { patienceWith, type Arrivals } from '#core/arrivals.ts';
import { lengthText } from '#core/length-text.ts';
import { usualOps, type OpsPolicy } from '#core/ops-policy.ts';
import { readRuns } from '#pipeline/job-runs.ts';
import { readArrivals } from '#pipeline/note-arrivals.ts';
import { standingTroubles } from '#pipeline/standing-troubles.ts';
import { laneStates } from '#pipeline/watch-lanes.ts';
import { loadPolicy } from '#rules/load-policy.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { readEnvironment, readHome } from '../config.ts';
import { plainText } from './plain-text.ts';
import type { StoreContext } from './with-store.ts';

const shownAccounts = 50;

/** One line a lane: what waits, since when, and why. */
export async function laneLines({ table }: StoreContext): Promise<string[]> {
  const lines: string[] = [];
  for await (const { destination, waiting, oldest, reason } of laneStates(table)) {
    const since = oldest === undefined ? '' : ` (the oldest since ${oldest})`;
    const failure = reason === undefined ? '' : `, last failure: ${plainText(reason, 500)}`;
    lines.push(`lane#${destination.mirror}#${destination.to}: ${waiting} waiting${since}${failure}`);
  }
  return lines;
}

/** When each source and account brought something last, the longest silent first, and how long it may be silent. */
export async function sourceLines({ table, now }: StoreContext): Promise<string[]> {
  const { silence } = await readOps();
  const all = (await readArrivals(table)).toSorted((a, b) => (a.lastAt < b.lastAt ? -1 : Number(a.lastAt > b.lastAt)));
  const line = (arrivals: Arrivals): string => {
    const account = arrivals.account === undefined ? '' : ` ${plainText(arrivals.account, 200)}`;
    const ago = lengthText(now().getTime() - Date.parse(arrivals.lastAt));
    return `source ${plainText(arrivals.source, 200)}${account}: last ${arrivals.lastAt}, ${ago} ago; ${patienceText(arrivals, silence, now())}`;
  };
  const sources = all.filter(({ account }) => account === undefined);
  const accounts = all.filter(({ account }) => account !== undefined);
  const more = accounts.length - shownAccounts;
  return [
    ...[...sources, ...accounts.slice(0, shownAccounts)].map(line),
    ...(more > 0 ? [`… and ${more} accounts that came later`] : []),
  ];
}

function patienceText(arrivals: Arrivals, rules: OpsPolicy['silence'], now: Date): string {
  const patience = patienceWith(arrivals, rules);
  if ('never' in patience) return `not watched for silence: ${patience.never}`;
  const isSilent = now.getTime() - Date.parse(arrivals.lastAt) > patience.afterMs;
  return `${isSilent ? 'SILENT for more than' : 'may be silent for'} ${lengthText(patience.afterMs)} (${patience.by === 'rule' ? 'by a rule' : 'learned'})`;
}

/** The rules may be broken just now, or on another machine. */
async function readOps(): Promise<OpsPolicy> {
  const files = await readRuleFiles(readHome(readEnvironment()).rulesFolder).catch(() => []);
  const loaded = loadPolicy(files);
  return 'policy' in loaded ? loaded.policy.ops : usualOps;
}

/** When each job of the cron table ran last. */
export async function jobLines({ table, now }: StoreContext): Promise<string[]> {
  const runs = await readRuns(table);
  return runs.map(({ name, everyMs, goodAt, failures, reason }) => {
    const last =
      goodAt === undefined ? 'no good run' : `last good run ${lengthText(now().getTime() - Date.parse(goodAt))} ago`;
    const failed = failures === 0 ? '' : `, then failed ${failures} times: ${plainText(reason ?? '', 300)}`;
    return `job ${name} (every ${lengthText(everyMs)}): ${last}${failed}`;
  });
}

/** What ops were told and is not over. */
export async function troubleLines(context: StoreContext): Promise<string[]> {
  const standing = await standingTroubles(context);
  return standing.map(({ kind, about, since }) => `TROUBLE ${kind}: ${plainText(about, 300)}, since ${since}`);
}
