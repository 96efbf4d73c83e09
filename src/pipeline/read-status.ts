import type { JobRun } from '#core/job-run.ts';
import type { OpsPolicy } from '#core/ops-policy.ts';
import { accountFiles, addsUp, type Account } from './account-files.ts';
import type { Context } from './context.ts';
import { readDeeds, type Deed } from './deeds.ts';
import { readRuns } from './job-runs.ts';
import { sourceStates, type SourceState } from './source-states.ts';
import { standingTroubles, type Standing } from './standing-troubles.ts';
import { laneStates, type LaneState } from './watch-lanes.ts';

/** How Irene is doing. */
export interface Status {
  hours: number;
  /** Of the files of the last `hours`. */
  account: Account;
  addsUp: boolean;
  /** All that there are, idle ones too. */
  lanes: LaneState[];
  sources: SourceState[];
  jobs: JobRun[];
  troubles: Standing[];
  /** The last things that people did to files and messages, newest first. */
  deeds: Deed[];
}

const hourMs = 3_600_000;

/** Reads the list of the whole store; everything else is small. */
export async function readStatus(
  context: Pick<Context, 'table' | 'blobs' | 'queue' | 'now'>,
  { hours, silence }: { hours: number; silence: OpsPolicy['silence'] },
): Promise<Status> {
  const since = new Date(context.now().getTime() - hours * hourMs).toISOString();
  const account = await accountFiles(context, since);
  return {
    hours,
    account,
    addsUp: addsUp(account),
    lanes: await Array.fromAsync(laneStates(context.table)),
    sources: await sourceStates(context, silence),
    jobs: await readRuns(context.table),
    troubles: await standingTroubles(context),
    deeds: await readDeeds(context.table),
  };
}
