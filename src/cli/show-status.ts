import { addsUp, type Account } from '#pipeline/account-files.ts';
import { readStatus } from '#pipeline/read-status.ts';
import { plainText } from './plain-text.ts';
import { deedLines, jobLines, laneLines, readOps, sourceLines, troubleLines } from './status-lines.ts';
import { withStore } from './with-store.ts';

/**
 * Prints what the files of the last hours became, the dead messages, what waits in each lane, when each source came last,
 * how the jobs run, and what ops were told and still holds. 1 when the files do not add up.
 */
export async function showStatus(hours: number): Promise<number> {
  if (!Number.isInteger(hours) || hours < 1 || hours > 9_600) {
    process.stderr.write('--hours: expected a whole number from 1 to 9600\n');
    return 2;
  }
  return withStore(async (context) => {
    const { silence } = await readOps();
    const status = await readStatus(context, { hours, silence });
    const { account } = status;
    const lines = [
      ...accountLines(account, hours),
      `dead messages: ${account.deadMessages}`,
      ...laneLines(status),
      ...sourceLines(status),
      ...jobLines(status, context.now()),
      ...troubleLines(status),
      ...deedLines(status),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return status.addsUp ? 0 : 1;
  });
}

function accountLines(account: Account, hours: number): string[] {
  const { received, handled, unreadable, unknown, discarded, dead, waiting } = account;
  const { records, recorded, known, rejected, fired, held } = account;
  const heldText = held === 0 ? '' : `; ${held} more were held back, as a rule made too many`;
  return [
    `files of the last ${hours} h: ${received} received = ${handled} handled + ${unreadable} unreadable + ${unknown} of no known source + ${discarded} discarded + ${dead} dead + ${waiting} waiting${sinceText(account)}`,
    `records: ${records} = ${recorded} new + ${known} known before + ${rejected} rejected${rawText(account)}`,
    ...(fired + held === 0 ? [] : [`alerts that rules have made of events and resources: ${fired}${heldText}`]),
    ...(addsUp(account) ? [] : ['THIS DOES NOT ADD UP:', ...problemLines(account)]),
  ];
}

/** Only where there are rules to be asked about such records. */
function rawText({ events, resources }: Account): string {
  return events + resources === 0 ? '' : ` + ${events} audit events + ${resources} resources`;
}

function sinceText({ waitingSince }: Account): string {
  return waitingSince === undefined ? '' : ` (the oldest since ${waitingSince})`;
}

function problemLines({ missing, miscounted, gone }: Account): string[] {
  return [
    ...problemLine(
      missing,
      'saved over 2 h ago, and neither read nor given up (is Irene running? each hour she queues such files again)',
    ),
    ...problemLine(
      miscounted,
      'with records that are neither counted nor rejected (irene replay --key reads one again)',
    ),
    ...problemLine(gone, 'in the ledger, but no longer in the store'),
  ];
}

function problemLine(keys: string[], what: string): string[] {
  if (keys.length === 0) return [];
  const first = keys.slice(0, 3).map((key) => plainText(key, 300));
  return [
    `  ${keys.length} ${keys.length === 1 ? 'file' : 'files'} ${what}: ${first.join(', ')}${keys.length > 3 ? ', …' : ''}`,
  ];
}
