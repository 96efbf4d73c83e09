import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs a file of this folder in a process of its own, and reads the JSON that it prints. */
export async function inChild<T>(file: 'fill-index.ts' | 'ask-index.ts', ...values: (string | number)[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, file),
    ...values.map(String),
  ]);
  return JSON.parse(stdout) as T;
}
