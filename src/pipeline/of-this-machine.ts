import type { Standing } from './standing-troubles.ts';

/** A machine that has a trouble tells it each hour. */
const goneMs = 3 * 3_600_000;

/** Judges the trouble of this machine, and those of machines that tell theirs no longer: they are gone. */
export function ofThisMachine(own: string, now: Date): (standing: Standing) => boolean {
  return ({ about, since, toldAt }) => about === own || now.getTime() - Date.parse(toldAt ?? since) > goneMs;
}
