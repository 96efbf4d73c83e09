import { ingestRate } from './ingest-rate.ts';
import type { Proof } from './proof.ts';
import { rules } from './rules.ts';
import { search } from './search.ts';
import { windows } from './windows.ts';

/** What `npm run bench` measures: proofs whose wanted figures are ratios within one run, so that any machine will do. */
export const benches: Proof[] = [ingestRate, rules, windows, search];
