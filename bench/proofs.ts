import { cardFuzz } from './card-fuzz.ts';
import { clicks } from './clicks.ts';
import { faults } from './faults.ts';
import { fuzz } from './fuzz.ts';
import { killPoints } from './kill-points.ts';
import type { Proof } from './proof.ts';
import { queryFuzz } from './query-fuzz.ts';
import { replicasProof } from './replicas.ts';
import { ruleFuzz } from './rule-fuzz.ts';
import { soak } from './soak.ts';
import { storm } from './storm.ts';

/** Every proof, in the order in which `npm run prove` runs them. */
export const proofs: Proof[] = [
  killPoints,
  storm,
  faults,
  replicasProof,
  soak,
  fuzz,
  ruleFuzz,
  queryFuzz,
  cardFuzz,
  clicks,
];
