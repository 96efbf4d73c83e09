import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { type AwsSandbox, startAwsSandbox } from '#sandbox/aws/start-aws-sandbox.ts';
import { findDynoxide } from '#sandbox/aws/start-dynoxide.ts';
import { type AwsClients, createAwsClients } from '#store/aws/create-aws-clients.ts';

export interface AwsWorld {
  sandbox: AwsSandbox;
  /** From the standard environment, which names the sandbox while the tests run. */
  clients: AwsClients;
}

/** Tests that have the AWS sandbox to themselves; skipped, and told so by name, where there is none. */
export function describeOnAws(tests: (world: () => AwsWorld) => void): void {
  const isHere = findDynoxide() !== undefined;
  if (!isHere) console.warn('skipped: the AWS sandbox needs @dynoxide/linux-x64, which is not there for this platform');
  describe.skipIf(!isHere)('on the AWS sandbox', () => {
    let world: AwsWorld | undefined;
    beforeAll(async () => {
      const sandbox = await startAwsSandbox();
      for (const [variable, value] of Object.entries(sandbox.env)) vi.stubEnv(variable, value);
      world = { sandbox, clients: createAwsClients() };
    });
    afterAll(async () => {
      for (const client of Object.values(world?.clients ?? {})) client.destroy();
      await world?.sandbox.close();
      vi.unstubAllEnvs();
    });
    tests(() => {
      if (world === undefined) throw new Error('the AWS sandbox did not start');
      return world;
    });
  });
}

/** A name that no other test has. */
export function aName(): string {
  return `irene-${randomUUID()}`;
}
