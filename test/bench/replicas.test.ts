import { expect, test } from 'vitest';
import { failing } from '#bench/proof.ts';
import { replicasProof } from '#bench/replicas.ts';
import { findDynoxide } from '#sandbox/aws/start-dynoxide.ts';

const isHere = findDynoxide() !== undefined;

test.skipIf(!isHere)(
  'three replicas of which one is killed again and again lose and double nothing',
  { timeout: 900_000 },
  async () => {
    const outcome = await replicasProof.run('short', () => {});
    expect(failing(outcome), JSON.stringify(outcome.table)).toEqual([]);
  },
);
