import { onTestFinished } from 'vitest';
import type { AwsSandbox } from '#sandbox/aws/start-aws-sandbox.ts';
import { startStoreOnAws } from '#sandbox/aws/start-store-on-aws.ts';
import { startTown, type Town } from '#sandbox/start-town.ts';

/** A town of the running test whose Irene keeps everything on local stand-ins of DynamoDB, S3 and SQS. */
export async function aTownOnAws(): Promise<Town & { aws: AwsSandbox }> {
  const { aws, settings } = await startStoreOnAws();
  onTestFinished(aws.close);
  return Object.assign(await aTown(settings), { aws });
}

/** A town that ends with the running test. */
export async function aTown(settings: Record<string, string> = {}, webUrl?: () => string): Promise<Town> {
  const town = await startTown({ settings, ...(webUrl === undefined ? {} : { webUrl }) });
  onTestFinished(town.close);
  // Irene's 3 s have tests of their own: here a machine that does other work must not make a story end otherwise.
  town.slack.strictness.triggerExpiryMs = 30_000;
  town.slack.strictness.acknowledgeWithinMs = 30_000;
  return town;
}

/** A finding in the generic format. */
export function aFindingText(given: object = {}): string {
  return JSON.stringify({
    irene: 1,
    id: 'leak-1',
    type: 'secrets/deploy-key',
    title: 'A deploy key leaked',
    severity: 'critical',
    account: '111122223333',
    resource: { id: 'repo/web', type: 'Repository', name: 'web' },
    at: '2026-03-01T11:00:00Z',
    facts: { 'Found in': 'a public gist' },
    ...given,
  });
}
