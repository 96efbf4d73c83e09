import type { Cell } from './faults/cell.ts';
import { clockCells, queueCells } from './faults/clock-cells.ts';
import {
  githubCalls,
  githubCells,
  githubPersonCells,
  pagerdutyCells,
  pagerdutyPersonCells,
} from './faults/http-cells.ts';
import type { CellOutcome } from './faults/run-cell.ts';
import { runGroups, type Group } from './faults/run-groups.ts';
import { slackCells, slackPersonCells, slackSearchCells } from './faults/slack-cells.ts';
import { missingBlobCell, storeCells } from './faults/store-cells.ts';
import { exactly, told, type Outcome, type Proof } from './proof.ts';

/** Each outside call with each fault, on the way of one alert: nothing lost, nothing doubled, somebody told. */
export const faults: Proof = {
  name: 'faults',
  about: 'every outside call with every fault: nothing lost, nothing doubled, somebody told, the rest goes on',
  async run(size, say) {
    const outcomes = await runGroups(size === 'full' ? fullGroups() : shortGroups(), size === 'full' ? 8 : 3, say);
    return outcomeOf(outcomes);
  },
};

/** Cells of a group share a town, one after the other; what breaks a town for long has one of its own. */
function fullGroups(): Group[] {
  const alone = (cells: Cell[]): Group[] => cells.map((cell) => ({ cells: [cell] }));
  return [
    { cells: pagerdutyCells('start') },
    { cells: pagerdutyCells('shown') },
    { cells: slackCells('chat.postMessage') },
    { cells: slackCells('chat.update') },
    { cells: slackSearchCells('conversations.history') },
    { cells: slackSearchCells('conversations.replies') },
    ...githubCalls.filter(({ name }) => !name.includes('label')).map((call) => ({ cells: githubCells(call) })),
    ...alone(
      githubCalls
        .filter(({ name }) => name.includes('label'))
        .flatMap(githubCells)
        .slice(0, 8),
    ),
    ...alone(slackSearchCells('auth.test')).map((group) => ({ ...group, isFirst: true })),
    ...alone(slackPersonCells),
    ...alone(githubPersonCells),
    ...alone(pagerdutyPersonCells),
    ...alone(clockCells),
    { cells: queueCells },
    { cells: storeCells.slice(0, 8), onAws: true },
    { cells: [...storeCells.slice(8), missingBlobCell], onAws: true },
  ];
}

/** A dozen of those that do not wait for long. */
function shortGroups(): Group[] {
  const named = (cells: Cell[], ...faultNames: string[]): Cell[] =>
    cells.filter(({ fault }) => faultNames.some((name) => fault.startsWith(name)));
  const [create, , comment] = githubCalls.map(githubCells);
  return [
    {
      cells: [
        ...named(slackCells('chat.postMessage'), '429, Retry', 'done, answer lost'),
        ...named(slackCells('chat.update'), 'connection reset'),
        ...named(slackPersonCells, 'a person deleted', 'channel archived'),
      ],
    },
    {
      cells: [
        ...named(create ?? [], 'done, answer lost', 'secondary'),
        ...named(comment ?? [], 'done, answer lost'),
        ...named(githubPersonCells, 'issue transferred'),
      ],
    },
    {
      cells: [
        ...named(pagerdutyCells('start'), 'connection reset'),
        ...named(queueCells, 'comes out'),
        ...named(clockCells, 'jumps +1 h before'),
      ],
    },
  ];
}

function outcomeOf(outcomes: CellOutcome[]): Outcome {
  const count = (of: (outcome: CellOutcome) => string[]): number =>
    outcomes.filter((each) => of(each).length > 0).length;
  return {
    figures: [
      told('faults tried', String(outcomes.length)),
      told('longest until in line', `${Math.max(...outcomes.map(({ seconds }) => seconds))} s`),
      exactly(
        'faults after which something is lost',
        count(({ lost }) => lost),
        0,
      ),
      exactly(
        'faults after which something is doubled',
        count(({ doubled }) => doubled),
        0,
      ),
      exactly(
        'faults that stopped others',
        count(({ stopped }) => stopped),
        0,
      ),
      exactly(
        'faults of which ops should have heard and have not',
        count(({ untold }) => untold),
        0,
      ),
    ],
    table: [['call', 'fault', 'outcome', 'who was told', 'in line after'], ...outcomes.map(rowOf)],
  };
}

function rowOf({ cell, lost, doubled, stopped, untold, told: who, seconds }: CellOutcome): string[] {
  const wrong = [
    ...lost.map((each) => `LOST ${each}`),
    ...doubled.map((each) => `DOUBLED ${each}`),
    ...stopped.map((each) => `STOPPED ${each}`),
    ...untold.map((each) => `UNTOLD ${each}`),
  ];
  return [cell.call, cell.fault, wrong.length === 0 ? 'shown once everywhere' : wrong.join(', '), who, `${seconds} s`];
}
