import type { Digest } from './digest.ts';
import type { Instant } from './json.ts';
import type { ProjectNumbers } from './project-numbers.ts';
import type { Hidden, Silence } from './standing-order.ts';

/** A message of its own to a channel, about many cases at once. */
export type Bulletin =
  | { kind: 'digest'; digest: Digest }
  | { kind: 'numbers'; numbers: ProjectNumbers }
  /** `hidden`: the first of `count` cases that it kept quiet. */
  | { kind: 'silence_over'; silence: Silence; hidden: Hidden[]; count: number };

/** A place that takes bulletins. `key` names one for ever: a second post under it would be a mistake. Throws like `Mirror.reflect`. */
export interface BulletinPlace {
  post(bulletin: Bulletin, to: string, key: string): Promise<void>;
  /** After a crash in the middle of `post`: whether it had been made. */
  isPosted(to: string, key: string, since: Instant): Promise<boolean>;
}
