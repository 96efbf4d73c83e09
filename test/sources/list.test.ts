import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Json } from '#core/json.ts';
import { sources } from '#sources/list.ts';
import { fixture } from './read-file.ts';

const folder = new URL('../../src/sources/', import.meta.url);

test('every source file is in the list, under its own name', () => {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files
    .map((file) => file.name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'list' && name !== 'open-file');
  expect(sources.map((source) => source.name).toSorted()).toEqual(names.toSorted());
});

test('no source claims what belongs to another', () => {
  for (const name of readdirSync(new URL('../fixtures/sources/', import.meta.url))) {
    const values: Json[] = name.endsWith('.jsonl')
      ? fixture(name)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [JSON.parse(fixture(name))];
    for (const value of values) {
      const claimed = sources.filter((source) => source.recognises(value)).map((source) => source.name);
      const owner = sources.find((source) => name.startsWith(`${source.name}-`))?.name;
      expect({ name, claimed }).toEqual({ name, claimed: [owner] });
    }
  }
});
