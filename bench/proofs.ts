import { faults } from './faults.ts';
import { fuzz } from './fuzz.ts';
import type { Proof } from './proof.ts';

/** Every proof, in the order in which `npm run prove` runs them. */
export const proofs: Proof[] = [faults, fuzz];
