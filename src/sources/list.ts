import type { Source } from '#core/source.ts';
import { guardduty } from './guardduty.ts';
import { irene } from './irene.ts';
import { scc } from './scc.ts';

/** Every kind of file Irene can read. `auto` takes the first that recognises a file. */
export const sources: readonly Source[] = [guardduty, scc, irene];
