import { setTimeout as wait } from 'node:timers/promises';
import { ingestToken, type Town } from '#sandbox/start-town.ts';

const beatMs = 100;
const severities = ['low', 'medium', 'high', 'low'] as const;

/** Alerts of `cases` cases at `perSecond`, in files of a tenth of that, until `signal` aborts. Returns how many were taken. */
export async function applyAlerts(
  town: Town,
  { perSecond, cases }: { perSecond: number; cases: number },
  signal: AbortSignal,
): Promise<number> {
  const inFile = Math.round((perSecond * beatMs) / 1000);
  const startedAt = performance.now();
  const posts: Promise<number>[] = [];
  for (let beat = 0; !signal.aborted; beat += 1) {
    posts.push(post(town, fileOf(beat, inFile, cases)));
    const nextAt = startedAt + (beat + 1) * beatMs;
    await wait(Math.max(0, nextAt - performance.now()), undefined, { signal }).catch(() => undefined);
  }
  const taken = await Promise.all(posts);
  return taken.filter((status) => status === 202).length * inFile;
}

function fileOf(beat: number, inFile: number, cases: number): string {
  const alerts = Array.from({ length: inFile }, (_, at) => {
    const n = beat * inFile + at;
    const number = n % cases;
    return {
      irene: 1,
      id: `click-${n}`,
      type: 'policy/open-bucket',
      title: `A bucket is open to everybody: ${number}`,
      severity: severities[number % severities.length],
      account: number % 2 === 0 ? '111122223333' : '999900001111',
      resource: { id: `bucket-${number}`, type: 'Bucket' },
      at: new Date(Date.now() - (inFile - at)).toISOString(),
      facts: { Rule: 'public-read' },
    };
  });
  return JSON.stringify(alerts);
}

async function post(town: Town, body: string): Promise<number> {
  const headers = { authorization: `Bearer ${ingestToken}` };
  const answer = await fetch(`http://127.0.0.1:${town.irene.port}/ingest/auto`, {
    method: 'POST',
    headers,
    body,
  }).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}
