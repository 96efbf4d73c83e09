import type { Town } from '#sandbox/start-town.ts';
import type { Cell, Trouble } from './cell.ts';
import { cardsOf, channels, doubled, isInLine, places, timesAt } from './shown.ts';
import { isSoWithin, type Stage } from './stage.ts';
import { alertText } from './store-cells.ts';

/** What came of one cell. */
export interface CellOutcome {
  cell: Cell;
  title: string;
  /** What is not as it should be; empty = all is well. */
  lost: string[];
  doubled: string[];
  stopped: string[];
  untold: string[];
  told: string;
  seconds: number;
}

/** Longer than PagerDuty's pause after a 429, on a busy machine. */
const patienceMs = 240_000;
/** In which whatever the fault does not touch must go on. */
const meanwhileMs = 30_000;
/** The ops channel is in Slack itself: after a refused token its lane tries again a minute later. */
const opsCardMs = 100_000;

/**
 * One alert's way with the fault on it: shown, acknowledged by a click, mended, in line everywhere. Meanwhile a person
 * works on another case, whose card stands at `bystander` of C0WEB.
 */
export async function runCell(
  stage: Stage,
  cell: Cell,
  { title, bystander }: { title: string; bystander: string },
): Promise<CellOutcome> {
  const { town } = stage;
  const startedAt = performance.now();
  const { log } = town.irene;
  const seen = log.length;
  const stopped: string[] = [];
  const atStart = cell.from === 'start' ? cell.begin(stage, title) : undefined;
  await town.drop(`${title}.json`, alertText(title));
  if (atStart === undefined) await shownEverywhere(town, title);
  const trouble = atStart ?? cell.begin(stage, title);
  if (atStart === undefined && cell.call !== 'queue: file') await acknowledge(town, title);
  if (!(await isSoWithin(patienceMs, trouble.hasHappened))) stopped.push('the fault never happened');
  stopped.push(...(await goesOn(town, cell, { title, bystander })));
  await mend(town, cell, trouble);
  await shownEverywhere(town, title);
  await acknowledge(town, title);
  await isSoWithin(patienceMs, () => places.every((place) => isInLine(town, place, title)));
  const lines = [...log.slice(seen), ...(town.irene.log === log ? [] : town.irene.log)];
  const told = await whoWasTold(town, cell, lines);
  if (trouble.mend !== undefined) await stage.setClock(0);
  return {
    cell,
    title,
    stopped,
    lost: places.filter((place) => !isInLine(town, place, title)),
    doubled: doubled(town, title),
    untold: cell.needsPerson && !told.includes('ops') ? ['ops'] : [],
    told,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

async function shownEverywhere(town: Town, title: string): Promise<void> {
  await isSoWithin(patienceMs, () => places.every((place) => timesAt(town, place, title) > 0));
}

async function acknowledge(town: Town, title: string): Promise<void> {
  const channel = channels.find((each) => cardsOf(town, each, title).length > 0);
  if (channel === undefined) return;
  const [card] = cardsOf(town, channel, title);
  if (JSON.stringify(card).includes('*Acknowledged* by')) return;
  await connected(town);
  await town.slack.person('UAKI').act({ channel, ts: card?.ts ?? '', actionId: 'acknowledge' });
}

/** A clock that jumps costs the socket, which comes back within a second. */
async function connected(town: Town): Promise<void> {
  await isSoWithin(10_000, () => town.slack.openSockets() > 0);
}

/** The places that the fault does not touch show the case, and a click on another one is answered in time. */
async function goesOn(
  town: Town,
  cell: Cell,
  { title, bystander }: { title: string; bystander: string },
): Promise<string[]> {
  const others = places.filter((place) => cell.touches.length > 0 && !cell.touches.includes(place));
  const isShown = await isSoWithin(meanwhileMs, () => others.every((place) => timesAt(town, place, title) > 0));
  await connected(town);
  const card = town.cards('C0WEB').find(({ ts }) => ts === bystander);
  const actionId = JSON.stringify(card).includes('*Acknowledged* by') ? 'unacknowledge' : 'acknowledge';
  const answer = await town.slack.person('UBEN').act({ channel: 'C0WEB', ts: bystander, actionId });
  return [...(isShown ? [] : [`other places: ${others.join(', ')}`]), ...(answer.ok ? [] : [`click: ${answer.error}`])];
}

/** Where a person must hear of it, the repair comes after that, as in life. */
async function mend(town: Town, cell: Cell, trouble: Trouble): Promise<void> {
  const isLogged = (): boolean => town.irene.log.some((line) => line.msg === 'ops alert');
  if (cell.needsPerson) await isSoWithin(meanwhileMs, isLogged);
  await trouble.mend?.();
}

/** By the log, and by the ops channel: `ops case` only where its card stands there. */
async function whoWasTold(town: Town, cell: Cell, log: Town['irene']['log']): Promise<string> {
  const isTrouble = /mirror failed|destination is gone|cannot be read|could not be handled|cannot be taken/;
  const inLog = log.filter((line) => isTrouble.test(line.msg)).length;
  const isInChannel = (): boolean => town.cards('C0OPS').length > 0;
  const isAlerted = log.some((line) => line.msg === 'ops alert') || cell.needsPerson;
  if (isAlerted && (await isSoWithin(opsCardMs, isInChannel))) return `ops case, log ×${inLog}`;
  return inLog > 0 ? `log ×${inLog}` : 'nobody: healed within the call';
}
