import { setTimeout as wait } from 'node:timers/promises';
import { ingestToken, type Town } from '#sandbox/start-town.ts';

/** What was given to Irene, and what people did. */
export interface Load {
  files: number;
  alerts: number;
  cases: Set<string>;
  clicks: number;
  searches: number;
  /** What was refused or not answered. */
  failures: string[];
}

const beatMs = 500;
const severities = ['low', 'medium', 'low', 'high'] as const;

/**
 * A steady day in small, until `signal` aborts: each second two files (one into the inbox, one over HTTP) with three alerts
 * of cases that are known, a new case every 10 s, a click every 4 s and a search every 5 s. That is within the pace of
 * every mirror, so nothing heaps up outside of the memory that is watched.
 */
export async function applyLoad(town: Town, signal: AbortSignal): Promise<Load> {
  const load: Load = { files: 0, alerts: 0, cases: new Set(), clicks: 0, searches: 0, failures: [] };
  for (let beat = 0; !signal.aborted; beat += 1) {
    const rest = wait(beatMs, undefined, { signal }).catch(() => undefined);
    await attempt(load, () => giveFile(town, load, beat));
    if (beat % 8 === 3) await attempt(load, () => click(town, load, beat));
    if (beat % 10 === 7) await attempt(load, () => search(town, load, beat));
    await rest;
  }
  return load;
}

async function attempt(load: Load, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (err) {
    load.failures.push(String(err));
  }
}

async function giveFile(town: Town, load: Load, beat: number): Promise<void> {
  const newest = Math.floor(beat / 20);
  // The newest case and two of those before it, each time others.
  const cases = [newest, (beat * 7) % (newest + 1), (beat * 13) % (newest + 1)];
  const alerts = cases.map((number, at) => anAlert(number, `${beat}-${at}`));
  for (const number of cases) load.cases.add(`bucket-${number}`);
  load.files += 1;
  load.alerts += alerts.length;
  const content = JSON.stringify(alerts);
  if (beat % 2 === 0) await town.drop(`soak-${beat}.json`, content);
  else await post(town, content);
}

function anAlert(number: number, id: string): object {
  return {
    irene: 1,
    id,
    type: 'policy/open-bucket',
    title: `A bucket is open to everybody: ${number}`,
    severity: severities[number % severities.length],
    account: '111122223333',
    resource: { id: `bucket-${number}`, type: 'Bucket' },
    at: new Date().toISOString(),
    facts: { Rule: 'public-read', Note: 'x'.repeat(500) },
  };
}

async function post(town: Town, content: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${town.irene.port}/ingest/auto`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ingestToken}` },
    body: content,
  });
  await answer.text();
  if (answer.status !== 202) throw new Error(`the file was refused with ${answer.status}`);
}

/** Acknowledges the next card, or takes that back. */
async function click(town: Town, load: Load, beat: number): Promise<void> {
  const cards = town.cards('C0WEB');
  const card = cards[beat % Math.max(1, cards.length)];
  if (card === undefined) return;
  const actionId = ['acknowledge', 'unacknowledge'].find((id) => JSON.stringify(card).includes(`"${id}"`));
  if (actionId === undefined) return;
  const answer = await town.slack.person('UAKI').act({ channel: 'C0WEB', ts: card.ts, actionId });
  if (!answer.ok) throw new Error(`the click was not taken: ${answer.error}`);
  load.clicks += 1;
}

async function search(town: Town, load: Load, beat: number): Promise<void> {
  const answer = await town.slack.person('UBEN').command('C0WEB', `/irene search bucket-${beat % 30}`);
  if (!answer.ok) throw new Error(`the search was not taken: ${answer.error}`);
  load.searches += 1;
}
