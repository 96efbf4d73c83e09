import { closeReasons, type CloseReason } from '#core/alert.ts';

/** What a close rule may say of the end: a reason, or `fixed_or_deleted`: deleted when the resource is gone. */
export const endReasons = [...closeReasons, 'fixed_or_deleted'] as const;
export type EndReason = CloseReason | 'fixed_or_deleted';

/** The reason with which a case is closed. */
export function closeReasonOf(said: EndReason, isGone: boolean): CloseReason {
  if (said !== 'fixed_or_deleted') return said;
  return isGone ? 'deleted' : 'fixed';
}

/** Whether a rule that says so may close a case with this reason. */
export function mayEndAs(said: EndReason, reason: string): boolean {
  return said === reason || (said === 'fixed_or_deleted' && (reason === 'fixed' || reason === 'deleted'));
}
