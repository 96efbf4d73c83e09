import { createDice, type Dice } from '../dice.ts';
import { type Format, type Happened, nativeIdOf, write } from './formats.ts';

/** One distinct alert of the story. */
export interface StoryAlert {
  /** Which of the cases it belongs to, from 0. */
  place: number;
  /** The product's id and the time: what makes it one arrival. */
  key: string;
}

export interface Story {
  alerts: StoryAlert[];
  /** In the order in which they come; some come twice, and some bring records again. */
  files: { name: string; content: string }[];
}

const formats: Format[] = ['irene', 'guardduty', 'scc'];

interface Told extends StoryAlert {
  format: Format;
  record: object;
}

/** A story of so many alerts about so many things, in three formats: most are repeats, some worse, some the end. */
export function tellStory({ seed, alerts, cases }: { seed: number; alerts: number; cases: number }): Story {
  const dice = createDice(seed);
  const begin = Date.now() - 3_600_000;
  const soFar = Array.from({ length: cases }, () => 0);
  const ranks = soFar.map(() => dice.below(4));
  const told: Told[] = [];
  for (let at = 0; at < alerts; at += 1) {
    const place = at < cases ? at : dice.below(cases);
    const format = formats[place % formats.length] ?? 'irene';
    const happened = { ...nextOf(dice, ranks, place), place, at: new Date(begin + at * 1000).toISOString() };
    const key = `${nativeIdOf(format, place)}|${happened.at}`;
    told.push({ place, key, format, record: write(format, happened) });
  }
  return { alerts: told.map(({ place, key }) => ({ place, key })), files: filesOf(dice, told) };
}

function nextOf(dice: Dice, ranks: number[], place: number): Pick<Happened, 'rank' | 'isOver'> {
  const rank = ranks[place] ?? 0;
  if (rank < 3 && dice.isLucky(12)) ranks[place] = rank + 1;
  return { rank: ranks[place] ?? 0, isOver: dice.isLucky(8) };
}

/** One to three alerts of one format a file; a file in eight brings an earlier record again, one in ten comes twice. */
function filesOf(dice: Dice, told: Told[]): Story['files'] {
  const files: Story['files'] = [];
  let left = told;
  while (left[0] !== undefined) {
    const { format } = left[0];
    const same = left.slice(0, 1 + dice.below(3)).filter((one, at, all) => at === 0 || isRun(all, at, format));
    left = left.slice(same.length);
    const before = told.slice(0, told.length - left.length).filter((one) => one.format === format);
    const again = dice.isLucky(12) ? [dice.pick(before)] : [];
    const content = JSON.stringify([...again, ...same].map(({ record }) => record));
    const name = `f${String(files.length).padStart(4, '0')}.json`;
    files.push({ name, content });
    if (dice.isLucky(10)) files.push({ name: `again-${name}`, content });
  }
  return files;
}

function isRun(all: Told[], at: number, format: Format): boolean {
  return all.slice(0, at + 1).every((one) => one.format === format);
}
