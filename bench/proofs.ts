import type { Proof } from './proof.ts';
import { replicasProof } from './replicas.ts';
import { soak } from './soak.ts';

/** Every proof, in the order in which `npm run prove` runs them. */
export const proofs: Proof[] = [replicasProof, soak];
