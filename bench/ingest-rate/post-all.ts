import { Agent, request } from 'node:http';

/** How a row of POSTs went. */
export interface Posted {
  seconds: number;
  /** From the start of each POST to the whole of its answer, in ms, sorted. */
  answersMs: number[];
}

export interface Target {
  url: string;
  headers?: Record<string, string>;
  /** The status that says the body was taken. */
  status: number;
}

/** POSTs every body, on `connections` kept connections each of which waits for its answer. Rejects on any other status. */
export async function postAll(target: Target, bodies: string[], connections: number): Promise<Posted> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answersMs: number[] = [];
  const startedAt = performance.now();
  const rest = bodies.values();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const body of rest) answersMs.push(await post(target, body, agent));
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return { seconds, answersMs: answersMs.toSorted((a, b) => a - b) };
}

function post({ url, headers = {}, status }: Target, body: string, agent: Agent): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
    });
    call.once('error', reject);
    call.once('response', (answer) => {
      answer.once('error', reject);
      answer.once('end', () => {
        if (answer.statusCode === status) resolve(performance.now() - startedAt);
        else reject(new Error(`${url} answered ${answer.statusCode}`));
      });
      answer.resume();
    });
    call.end(body);
  });
}

/** The value that `share` of these sorted values do not pass. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function median(values: number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
