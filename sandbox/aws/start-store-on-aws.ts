import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type AwsSandbox, startAwsSandbox } from './start-aws-sandbox.ts';

const irene = resolve(import.meta.dirname, '..', '..', 'bin', 'irene.js');

/**
 * The AWS sandbox with a table, a bucket and queues in it, made by Irene's own command, and the settings that point
 * Irene at them.
 */
export async function startStoreOnAws(): Promise<{ aws: AwsSandbox; settings: Record<string, string> }> {
  const aws = await startAwsSandbox();
  const queues = `${aws.env['AWS_ENDPOINT_URL_SQS']}/000000000000`;
  const settings = {
    ...aws.env,
    IRENE_STORE: 'aws',
    IRENE_TABLE: 'irene',
    IRENE_BUCKET: 'irene',
    IRENE_QUEUE_URL: `${queues}/irene`,
    IRENE_DLQ_URL: `${queues}/irene-dead`,
  };
  const create = spawn(process.execPath, [irene, 'store', 'create'], {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(create, 'exit')) as [number | null];
  if (code === 0) return { aws, settings };
  await aws.close();
  throw new Error(`irene store create ended with ${code}`);
}
