import type { Patience } from '#core/arrivals.ts';
import { lengthText } from '#core/length-text.ts';
import { usualOps, type OpsPolicy } from '#core/ops-policy.ts';
import type { Status } from '#pipeline/read-status.ts';
import type { SourceState } from '#pipeline/source-states.ts';
import { loadPolicy } from '#rules/load-policy.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { readEnvironment, readHome } from '../config.ts';
import { plainText } from './plain-text.ts';

const shownAccounts = 50;

/** One line a lane: what waits, since when, and why. */
export function laneLines({ lanes }: Status): string[] {
  return lanes.map(({ destination, waiting, oldest, reason }) => {
    const since = oldest === undefined ? '' : ` (the oldest since ${oldest})`;
    const failure = reason === undefined ? '' : `, last failure: ${plainText(reason, 500)}`;
    return `lane#${destination.mirror}#${destination.to}: ${waiting} waiting${since}${failure}`;
  });
}

/** When each source and account brought something last, the longest silent first, and how long it may be silent. */
export function sourceLines({ sources: all }: Status): string[] {
  const sources = all.filter(({ arrivals }) => arrivals.account === undefined);
  const accounts = all.filter(({ arrivals }) => arrivals.account !== undefined);
  const more = accounts.length - shownAccounts;
  return [
    ...[...sources, ...accounts.slice(0, shownAccounts)].map(sourceLine),
    ...(more > 0 ? [`… and ${more} accounts that came later`] : []),
  ];
}

function sourceLine({ arrivals, silentMs, patience, isSilent }: SourceState): string {
  const account = arrivals.account === undefined ? '' : ` ${plainText(arrivals.account, 200)}`;
  const name = `source ${plainText(arrivals.source, 200)}${account}`;
  return `${name}: last ${arrivals.lastAt}, ${lengthText(silentMs)} ago; ${patienceText(patience, isSilent)}`;
}

function patienceText(patience: Patience, isSilent: boolean): string {
  if ('never' in patience) return `not watched for silence: ${patience.never}`;
  return `${isSilent ? 'SILENT for more than' : 'may be silent for'} ${lengthText(patience.afterMs)} (${patience.by === 'rule' ? 'by a rule' : 'learned'})`;
}

/** The rules may be broken just now, or on another machine. */
export async function readOps(): Promise<OpsPolicy> {
  const files = await readRuleFiles(readHome(readEnvironment()).rulesFolder).catch(() => []);
  const loaded = loadPolicy(files);
  return 'policy' in loaded ? loaded.policy.ops : usualOps;
}

/** When each job of the cron table ran last. */
export function jobLines({ jobs }: Status, now: Date): string[] {
  return jobs.map(({ name, everyMs, goodAt, failures, reason }) => {
    const last =
      goodAt === undefined ? 'no good run' : `last good run ${lengthText(now.getTime() - Date.parse(goodAt))} ago`;
    const failed = failures === 0 ? '' : `, then failed ${failures} times: ${plainText(reason ?? '', 300)}`;
    return `job ${name} (every ${lengthText(everyMs)}): ${last}${failed}`;
  });
}

/** What ops were told and is not over. */
export function troubleLines({ troubles }: Status): string[] {
  return troubles.map(({ kind, about, since }) => `TROUBLE ${kind}: ${plainText(about, 300)}, since ${since}`);
}

/** What people did to files and messages in Slack last. */
export function deedLines({ deeds }: Status): string[] {
  return deeds.map(
    ({ at, by, did, about }) => `${did} by ${plainText(by.name, 100)} at ${at}: ${plainText(about, 300)}`,
  );
}
