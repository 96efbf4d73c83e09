import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('bomb.ts', import.meta.url));

async function explode(byte: string, ratio: number): Promise<{ refusal: string; maxRss: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    byte,
    String(ratio),
    ratio > 1000 ? '1' : '6',
  ]);
  return JSON.parse(stdout) as { refusal: string; maxRss: number };
}

test.each([
  ['spaces', ' ', 250, /^UnreadablePayload: the gzip unpacks to more than 250 times its size \(past 16 MiB\)/],
  ['zeros', '0', 250, /^UnreadablePayload: the gzip unpacks to more than 250 times its size/],
  ['opened lists', '[', 250, /^UnreadablePayload: /],
  ['spaces packed less tightly', ' ', 1e9, /^UnreadablePayload: one JSON value is over 32 MiB/],
  ['empty lines packed less tightly', '\n', 1e9, /^UnreadablePayload: the file is over 512 MiB once unpacked$/],
])(
  '1 GiB of %s is refused with the limit named, in less than 300 MB',
  async (_what, byte, ratio, refusal) => {
    const { refusal: given, maxRss } = await explode(byte, ratio);
    expect(given).toMatch(refusal);
    expect(maxRss).toBeLessThan(300_000); // kilobytes
  },
  240_000,
);
