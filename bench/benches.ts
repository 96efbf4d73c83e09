import { ingestRate } from './ingest-rate.ts';
import type { Proof } from './proof.ts';

/** What `npm run bench` measures: proofs whose wanted figures are ratios within one run, so that any machine will do. */
export const benches: Proof[] = [ingestRate];
