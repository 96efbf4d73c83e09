import { everyItem, type Table } from '#core/table.ts';
import { accountFiles, addsUp, type Account } from '#pipeline/account-files.ts';
import { bodyOf } from '#pipeline/case-items.ts';
import { lanesPk, type Effect } from '#pipeline/pending-effects.ts';
import { plainText } from './plain-text.ts';
import { withStore } from './with-store.ts';

const hourMs = 3_600_000;

/** Prints what the files of the last hours became, the dead messages and what waits in each lane. 1 when it does not add up. */
export async function showStatus(hours: number): Promise<number> {
  if (!Number.isInteger(hours) || hours < 1 || hours > 9_600) {
    process.stderr.write('--hours: expected a whole number from 1 to 9600\n');
    return 2;
  }
  return withStore(async (context) => {
    const since = new Date(context.now().getTime() - hours * hourMs).toISOString();
    const account = await accountFiles(context, since);
    const lines = [
      ...accountLines(account, hours),
      `dead messages: ${account.deadMessages}`,
      ...(await laneLines(context.table)),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return addsUp(account) ? 0 : 1;
  });
}

function accountLines(account: Account, hours: number): string[] {
  const { received, handled, unreadable, unknown, discarded, dead, waiting } = account;
  const { records, recorded, known, rejected } = account;
  return [
    `files of the last ${hours} h: ${received} received = ${handled} handled + ${unreadable} unreadable + ${unknown} of no known source + ${discarded} discarded + ${dead} dead + ${waiting} waiting`,
    `records: ${records} = ${recorded} new + ${known} known before + ${rejected} rejected`,
    ...(addsUp(account) ? [] : ['THIS DOES NOT ADD UP:', ...problemLines(account)]),
  ];
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

async function laneLines(table: Table): Promise<string[]> {
  const lines: string[] = [];
  for await (const lane of everyItem(table, { pk: lanesPk })) {
    const waiting = await Array.fromAsync(everyItem(table, { pk: lane.sk }), (item) => bodyOf<Effect>(item));
    const failing = waiting.find((effect) => effect.reason !== undefined);
    lines.push(
      `${lane.sk}: ${waiting.length} waiting${failing === undefined ? '' : `, last failure: ${plainText(failing.reason ?? '', 500)}`}`,
    );
  }
  return lines;
}
