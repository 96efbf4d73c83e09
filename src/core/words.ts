import type { Actor } from './actor.ts';
import type { CloseReason } from './alert.ts';
import type { Status } from './case.ts';
import type { Instant } from './json.ts';
import type { Severity } from './severity.ts';
import type { TimelineEntry } from './timeline.ts';
import { en } from './words-en.ts';
import { ja } from './words-ja.ts';

export const locales = ['en', 'ja'] as const;
export type Locale = (typeof locales)[number];

/** How a place writes names, moments and people's own texts: escaped in that place's way. */
export interface Pen {
  actor(actor: Actor): string;
  moment(at: Instant): string;
  text(text: string): string;
}

/** The words that every mirror shares. */
export interface Words {
  severity: Record<Severity, string>;
  status: Record<Status, string>;
  reason: Record<CloseReason, string>;
  /** One sentence for one line of a case's history, without its time. */
  happened(entry: TimelineEntry, pen: Pen): string;
}

export function wordsOf(locale: Locale): Words {
  return locale === 'ja' ? ja : en;
}
