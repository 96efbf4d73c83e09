import type { Cell } from './cell.ts';
import { runCell, type CellOutcome } from './run-cell.ts';
import { doubled } from './shown.ts';
import { isSoWithin, openStage, type Stage } from './stage.ts';
import { alertText } from './store-cells.ts';

/** Cells that share a town, one after the other. */
export interface Group {
  cells: Cell[];
  onAws?: boolean;
  /** The first cell is about what Irene asks for once in a process. */
  isFirst?: boolean;
}

/** Runs the groups, `atOnce` at a time; the outcomes come in the order of the groups. */
export async function runGroups(groups: Group[], atOnce: number, say: (line: string) => void): Promise<CellOutcome[]> {
  const outcomes: CellOutcome[][] = groups.map(() => []);
  const left = [...groups.entries()];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, group] = next;
      outcomes[at] = await runGroup(group, say);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes.flat();
}

async function runGroup(
  { cells, onAws = false, isFirst = false }: Group,
  say: (line: string) => void,
): Promise<CellOutcome[]> {
  const stage = await openStage({ onAws });
  try {
    const bystander = await showBystander(stage);
    if (isFirst) await restart(stage);
    const outcomes: CellOutcome[] = [];
    for (const [at, cell] of cells.entries()) {
      const outcome = await runCell(stage, cell, { title: `Trial number ${at}x`, bystander });
      say(`${cell.call}, ${cell.fault}: ${outcome.seconds} s`);
      outcomes.push(outcome);
    }
    // What was only slow may have come twice in the end.
    return outcomes.map((outcome) => ({ ...outcome, doubled: doubled(stage.town, outcome.title) }));
  } finally {
    await stage.close();
  }
}

/** In peace, so that nothing is left half done for the new process. */
async function restart({ town }: Stage): Promise<void> {
  await town.irene.kill('SIGTERM');
  town.irene = await town.startAnother();
}

/** Another case, in Slack alone, on which people go on working. Resolves with the ts of its card. */
async function showBystander({ town }: Stage): Promise<string> {
  const alert = { ...(JSON.parse(alertText('The bystander')) as object), severity: 'low' };
  await town.drop('bystander.json', JSON.stringify(alert));
  const isWhole = (channel: string): boolean =>
    town.cards(channel).some(({ ts }) => town.replies(channel, ts).length > 0);
  await isSoWithin(60_000, () => ['C0WEB', 'C0SECURITY'].every(isWhole));
  const [card] = town.cards('C0WEB');
  if (card === undefined) throw new Error('the bystander was never shown');
  return card.ts;
}
