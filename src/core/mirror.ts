import type { BulletinPlace } from './bulletin.ts';
import type { Case } from './case.ts';
import type { Instant, Json } from './json.ts';
import type { Route } from './route.ts';
import type { Storm } from './storm.ts';
import type { TimelineEntry } from './timeline.ts';

/** One place of one mirror: `{ mirror: 'slack', to: 'C0123' }`, `{ mirror: 'github', to: 'owner/repo' }`. */
export interface Destination {
  mirror: string;
  to: string;
}

/** What a mirror has shown of a case at one destination. Kept by Irene, written by the mirror. */
export interface MirrorRef {
  /** The message's ts, the number, the incident's dedup_key. */
  id: string;
  /** A link for people, once known. */
  url?: string;
  /** The label of that link: `#12`. */
  label?: string;
  /** Timeline entries up to this seq have been shown. */
  shownSeq: number;
  /**
   * What another look must still show: `news` are as pressing as the case, `details` wait until nothing else does.
   * So one look makes one message, and a storm of new cases is not held up by the details of the first.
   */
  left?: 'news' | 'details';
  /** What else the mirror must remember. */
  extra?: { [key: string]: Json };
}

/** Everything a mirror may need to show a case. */
export interface CaseView {
  case: Case;
  /** The timeline entries this destination has not shown, oldest first. */
  news: TimelineEntry[];
  /** Where else the case is shown. */
  elsewhere: { destination: Destination; ref: MirrorRef }[];
  route: Route;
  now: Instant;
}

/** Everything a mirror may need to show a storm; its counts include the cases that are going to be folded next. */
export interface StormView {
  storm: Storm;
  now: Instant;
}

/** How a mirror shows the many new cases of a storm as one thing, which opens the list of exactly those. */
export interface StormPlace {
  /** Brings the storm's one card in line with it. Throws like `Mirror.reflect`. */
  show(view: StormView, to: string, ref: MirrorRef | undefined): Promise<MirrorRef>;
  /** After a crash in the middle of `show`: the card that it had made; undefined when none. */
  findLost(view: StormView, to: string, since: Instant): Promise<MirrorRef | undefined>;
}

/**
 * `burst` looks at once, then one each `everyMs`. `isFromEnd`: counted from the end of a look, for a service that counts
 * arrivals exactly; when a call arrives nobody knows, but not after its answer.
 */
export interface Limit {
  burst: number;
  everyMs: number;
  isFromEnd?: boolean;
  /** So many looks that a person waits for may begin before their turn; those behind them wait the longer. */
  overdraft?: number;
}

/**
 * A place where cases are shown. It is told to look at a case again, never what happened: it renders from the case
 * and catches up on the news. Throws TemporaryFailure (try later) or DestinationGone (a person must act).
 */
export interface Mirror {
  name: string;
  /** Whether plain repeats of an open case are worth another look (a counter on a card). */
  followsRepeats: boolean;
  /** Whether people are there to be reminded; a mirror that does not remind is not told of reminders at all. */
  reminds?: true;
  /** How fast one destination takes looks; all the limits are kept. */
  pace: readonly Limit[];
  /** Where this route wants the case shown by this mirror. */
  destinations(route: Route): string[];
  /** Brings one destination in line with the case. `to` is the destination, `ref` what was shown there before. */
  reflect(view: CaseView, to: string, ref: MirrorRef | undefined): Promise<MirrorRef>;
  /**
   * After a crash in the middle of `reflect`: what it had made, found by its marks outside, as a ref that is true
   * (card found, entries found). Undefined when nothing was made. `since` is when the attempt began.
   */
  findLost(
    view: CaseView,
    to: string,
    attempt: { ref: MirrorRef | undefined; since: Instant },
  ): Promise<MirrorRef | undefined>;
  /** Only where looks are scarce and each takes the attention of people. */
  storm?: StormPlace;
  /** Only where people read what is about many cases. */
  bulletins?: BulletinPlace;
}
