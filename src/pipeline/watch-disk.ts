import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { diskPercent, isNearlyFull, type DiskBlocks } from '#core/disk-use.ts';
import { ofThisMachine } from './of-this-machine.ts';
import { readStanding, settleTroubles } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';

/** Tells ops when the disk under the data folder is nearly full. Each process looks at its own. */
export async function watchDisk(
  context: OpsContext,
  folder: string,
  look: (folder: string) => Promise<DiskBlocks> = statfs,
): Promise<void> {
  const about = `${hostname()} ${folder}`;
  const kind = 'disk-nearly-full';
  const told = await readStanding(context, { kind, about });
  const percent = diskPercent(await look(folder));
  const limit = context.policy().ops.diskPercent;
  const isFull = isNearlyFull(percent, limit, told !== undefined && told.endedAt === undefined);
  const facts = [
    { label: 'Used', value: `${percent.toFixed(1)} %` },
    { label: 'Told from', value: `${limit} % (ops.disk_percent in rules/policy.yml)` },
    { label: 'When it is full', value: 'Files are refused at the door, and what is on its way in stays in the queue.' },
  ];
  const title = `The disk of ${folder} on ${hostname()} is nearly full`;
  await settleTroubles(context, {
    kind,
    holding: isFull ? [{ kind, about, title, facts }] : [],
    judges: ofThisMachine(about, context.now()),
    because: 'There is room again.',
  });
}
