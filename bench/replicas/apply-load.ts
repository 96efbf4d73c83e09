import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ingestToken, type Town } from '#sandbox/start-town.ts';
import { pressAck } from '../press-ack.ts';
import type { Fleet } from './start-fleet.ts';

/** What was given to the replicas, and what people did. */
export interface Load {
  /** The ids of all alerts that a replica, its inbox or S3 has taken, by resource. */
  given: Map<string, Set<string>>;
  alerts: number;
  clicks: number;
  /** Clicks that Slack could not deliver, as their socket died under them. */
  undelivered: number;
}

/** Where the load goes. */
export interface Gates {
  town: Town;
  fleet: Fleet;
  s3: S3Client;
  bucket: string;
}

const severities = ['critical', 'low', 'high', 'low', 'medium', 'low'] as const;

/** Gives one file with an alert of case `number`, by one of the three ways in; every fifth is given twice. */
export async function giveAlert(gates: Gates, load: Load, number: number): Promise<void> {
  const resource = `bucket-${number}`;
  const id = randomUUID();
  const content = JSON.stringify(alertOf(number, { id, resource }));
  for (let time = 0; time < (load.alerts % 5 === 4 ? 2 : 1); time += 1) await give(gates, content, load.alerts + time);
  load.alerts += 1;
  const known = load.given.get(resource) ?? new Set();
  load.given.set(resource, known.add(id));
}

function alertOf(number: number, { id, resource }: { id: string; resource: string }): object {
  return {
    irene: 1,
    id,
    type: 'policy/open-bucket',
    title: `A bucket is open to everybody: ${number}`,
    severity: severities[number % severities.length],
    // Half of the cases belong to a project with its own channel, the others to nobody.
    account: number % 2 === 0 ? '111122223333' : '999900001111',
    resource: { id: resource, type: 'Bucket' },
    at: new Date().toISOString(),
  };
}

async function give(gates: Gates, content: string, turn: number): Promise<void> {
  const name = `${randomUUID()}.json`;
  if (turn % 3 === 0) return intoInbox(gates, name, content);
  if (turn % 3 === 1) return overHttp(gates, content);
  await gates.s3.send(new PutObjectCommand({ Bucket: gates.bucket, Key: `exports/${name}`, Body: content }));
}

/** Of any seat: where it is dead just now, the next process over the folder takes it. */
async function intoInbox({ fleet }: Gates, name: string, content: string): Promise<void> {
  const seat = fleet.seats[fleet.kills % fleet.seats.length];
  const folder = join(seat?.home ?? '', 'inbox', 'auto');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `.${name}`), content);
  await rename(join(folder, `.${name}`), join(folder, name));
}

/** A sender gives up at an answer only: with none it sends again, to another replica where one lives. */
async function overHttp(gates: Gates, content: string): Promise<void> {
  const living = gates.fleet.seats.flatMap(({ irene }) => (irene === undefined ? [] : [irene]));
  for (const { port } of living.toReversed()) {
    const answer = await fetch(`http://127.0.0.1:${port}/ingest/auto`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ingestToken}` },
      body: content,
    }).catch(() => undefined);
    if (answer?.status === 202) return;
  }
  await intoInbox(gates, `${randomUUID()}.json`, content);
}

/** A click that Slack could not deliver is one that did not happen. */
export async function clickSomewhere(town: Town, load: Load, turn: number): Promise<void> {
  const pressed = await pressAck(town, turn % 2 === 0 ? 'C0WEB' : 'C0SECURITY', turn * 7);
  if (pressed === 'done') load.clicks += 1;
  if (pressed === 'undelivered') load.undelivered += 1;
}
