import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Json } from '#core/json.ts';
import { sources } from '#sources/list.ts';
import { createOpenFile } from '#sources/open-file.ts';

/** A file that a source reads without a reject, in its JSON values: one of a document, one a line of JSON lines. */
export interface Sample {
  name: string;
  source: string;
  values: Json[];
}

const ownSamples = resolve(import.meta.dirname, '..', '..', 'test', 'fixtures', 'sources');
const mostBytes = 1024 * 1024;

/** The project's own samples, and those of `folder`, however deep; what no source reads whole is left out. */
export async function readSamples(folder: string | undefined): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const each of [ownSamples, ...(folder === undefined ? [] : [folder])]) {
    const files = await readdir(each, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile()).toSorted((a, b) => (a.name < b.name ? -1 : 1)))
      samples.push(...(await samplesIn(join(file.parentPath, file.name), file.name)));
  }
  return samples;
}

async function samplesIn(path: string, name: string): Promise<Sample[]> {
  const bytes = await readFile(path);
  if (bytes.length > mostBytes) return [];
  const values = valuesIn(bytes.toString());
  // Collections of samples often put each one beside a word about where it comes from.
  for (const candidate of [values, values.map(inner)]) {
    const source = await sourceOf(candidate);
    if (source !== undefined) return [{ name, source, values: candidate }];
  }
  return [];
}

function valuesIn(text: string): Json[] {
  const parsed = parsedOrNot(text);
  if (parsed !== undefined) return [parsed];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parsedOrNot);
  return values.every((value) => value !== undefined) ? values : [];
}

function parsedOrNot(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function inner(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return value['event'] ?? value['log'] ?? value['resource'] ?? value;
}

async function sourceOf(values: Json[]): Promise<string | undefined> {
  if (values.length === 0) return undefined;
  const text = values.map((value) => JSON.stringify(value)).join('\n');
  const about = { key: 'sample', receivedAt: '2026-01-01T00:00:00.000Z' };
  const { source, reads } = await createOpenFile(sources)(one(Buffer.from(text)), 'auto', about);
  const all = await Array.fromAsync(reads);
  return all.some((read) => 'record' in read) ? source : undefined;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
