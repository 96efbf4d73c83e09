import { setTimeout as wait } from 'node:timers/promises';
import { ingestToken, type Town } from '#sandbox/start-town.ts';
import { pressAck } from '../press-ack.ts';

/** What was given to Irene, and what people did. */
export interface Load {
  files: number;
  alerts: number;
  cases: Set<string>;
  clicks: number;
  searches: number;
  /** Clicks and searches that were not acknowledged within the 3 s that Slack waits. */
  late: number;
  /** What Irene said instead of taking a file. */
  refusals: string[];
}

const beatMs = 500;
const triesWithoutAnswer = 5;
const severities = ['low', 'medium', 'low', 'high'] as const;

/**
 * A steady day in small, until `signal` aborts: each second two files (one into the inbox, one over HTTP) with three alerts
 * of cases that are known, a new case every 10 s, a click every 4 s and a search every 5 s. That is within the pace of
 * every mirror, so nothing heaps up outside of the memory that is watched.
 */
export async function applyLoad(town: Town, signal: AbortSignal): Promise<Load> {
  const load: Load = { files: 0, alerts: 0, cases: new Set(), clicks: 0, searches: 0, late: 0, refusals: [] };
  for (let beat = 0; !signal.aborted; beat += 1) {
    const rest = wait(beatMs, undefined, { signal }).catch(() => undefined);
    await giveFile(town, load, beat);
    if (beat % 8 === 3) await click(town, load, beat);
    if (beat % 10 === 7) await search(town, load, beat);
    await rest;
  }
  return load;
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
  else await post(town, load, content);
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

/** As a sender does: with no answer at all it is sent again. */
async function post(town: Town, load: Load, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${ingestToken}` };
  const url = `http://127.0.0.1:${town.irene.port}/ingest/auto`;
  for (let tries = 1; tries <= triesWithoutAnswer; tries += 1) {
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    const text = await answer?.text().catch(() => '');
    if (answer === undefined) continue;
    if (answer.status !== 202) load.refusals.push(`${answer.status} ${text}`);
    return;
  }
  load.refusals.push('no answer');
}

async function click(town: Town, load: Load, beat: number): Promise<void> {
  const pressed = await pressAck(town, 'C0WEB', beat);
  if (pressed === 'done') load.clicks += 1;
  if (pressed === 'undelivered') load.late += 1;
}

async function search(town: Town, load: Load, beat: number): Promise<void> {
  const answer = await town.slack.person('UBEN').command('C0WEB', `/irene search bucket-${beat % 30}`);
  if (answer.ok) load.searches += 1;
  else load.late += 1;
}
