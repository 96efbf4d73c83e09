import type { MessageMetadata } from '@slack/types';
import { isCaseId } from '#core/fingerprint.ts';

/** The marks on Irene's own messages, by which they are found again after a crash. */
const cardMark = 'irene_case';
const evidenceMark = 'irene_evidence';
const newsMark = 'irene_timeline';
const stormMark = 'irene_storm';
const bulletinMark = 'irene_bulletin';

/** `seq` is the newest timeline entry that the card itself shows, `called` the newest that it called people for. */
export function markCard(caseId: string, about: { episode: number; seq: number; called: number }): MessageMetadata {
  return { event_type: cardMark, event_payload: { case: caseId, ...about } };
}

export function markEvidence(caseId: string): MessageMetadata {
  return { event_type: evidenceMark, event_payload: { case: caseId } };
}

export function markNews(caseId: string, seq: number): MessageMetadata {
  return { event_type: newsMark, event_payload: { case: caseId, seq } };
}

export function markStorm(storm: string): MessageMetadata {
  return { event_type: stormMark, event_payload: { storm } };
}

export function markBulletin(key: string): MessageMetadata {
  return { event_type: bulletinMark, event_payload: { bulletin: key } };
}

/** The key of the bulletin that a message is. */
export function readBulletinMark(message: unknown): string | undefined {
  const { metadata } = message as Marked;
  const key = metadata?.event_payload?.['bulletin'];
  return metadata?.event_type === bulletinMark && typeof key === 'string' ? key : undefined;
}

/** The id of the storm whose card a message is. */
export function readStormMark(message: unknown): string | undefined {
  const { metadata } = message as Marked;
  const storm = metadata?.event_payload?.['storm'];
  return metadata?.event_type === stormMark && typeof storm === 'string' ? storm : undefined;
}

interface Marked {
  metadata?: { event_type?: string; event_payload?: Record<string, unknown> };
}

/** What a message of this case is, by its mark. */
export function readMark(
  message: unknown,
  caseId: string,
): { is: 'card'; seq: number; called: number } | { is: 'news'; seq: number } | { is: 'evidence' } | undefined {
  const { metadata } = message as Marked;
  const payload = metadata?.event_payload;
  if (payload?.case !== caseId) return undefined;
  if (metadata?.event_type === evidenceMark) return { is: 'evidence' };
  const seq = numberOf(payload.seq);
  if (metadata?.event_type === cardMark) return { is: 'card', seq, called: numberOf(payload.called) };
  return metadata?.event_type === newsMark ? { is: 'news', seq } : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** The id of the case that a message of Irene is about, whatever it shows of it. */
export function caseOfMark(message: unknown): string | undefined {
  const { metadata } = message as Marked;
  const id = metadata?.event_type?.startsWith('irene_') === true ? metadata.event_payload?.['case'] : undefined;
  return typeof id === 'string' && isCaseId(id) ? id : undefined;
}
