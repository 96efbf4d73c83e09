import { expect, test } from 'vitest';
import { failing } from '#bench/proof.ts';
import { soakFor } from '#bench/soak.ts';

// The memory of a process is told by /proc.
test.runIf(process.platform === 'linux')(
  'two minutes of steady load leave no growth behind',
  { timeout: 600_000 },
  async () => {
    const outcome = await soakFor({ short: 2 }).run('short', () => {});
    expect(failing(outcome)).toEqual([]);
  },
);
