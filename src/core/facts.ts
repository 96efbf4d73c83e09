import type { Json } from './json.ts';

/** One thing known about what is judged, by its name after `facts.`. `undefined` and `null`: unknown. */
export type FactLookup = (name: string) => Json | undefined;

/** Knows where addresses are, at once: a rule never waits. */
export interface AddressBook {
  /** The two letters of ISO 3166 in upper case; undefined when it is unknown, private, or no address at all. */
  countryOf(address: string): string | undefined;
}
