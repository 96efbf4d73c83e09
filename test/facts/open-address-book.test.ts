import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CannotStart } from '#core/errors.ts';
import { openAddressBook } from '#facts/open-address-book.ts';

test('knows the country of addresses of both kinds, however they are written', () => {
  const { countryOf } = openAddressBook();
  expect(['8.8.8.8', '::ffff:8.8.8.8', '::FFFF:8.8.8.8', '2001:4860:4860::8888'].map(countryOf)).toEqual(
    Array.from({ length: 4 }, () => 'US'),
  );
  expect(countryOf('133.11.0.1')).toBe('JP');
});

test('what nobody knows, and what is no address, is unknown', () => {
  const { countryOf } = openAddressBook();
  const strange = [
    '10.0.0.1',
    '127.0.0.1',
    '192.0.2.7',
    'ec2.amazonaws.com',
    '',
    '8.8.8',
    '8.8.8.8/32',
    '::1',
    'x'.repeat(1e6),
  ];
  expect(strange.map(countryOf)).toEqual(strange.map(() => undefined));
});

test('another database that is not there, or is none, is told at the start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'irene-mmdb-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'own.mmdb');
  expect(() => openAddressBook(file)).toThrow(CannotStart);
  await writeFile(file, 'no database');
  expect(() => openAddressBook(file)).toThrow('IRENE_COUNTRIES');
});
