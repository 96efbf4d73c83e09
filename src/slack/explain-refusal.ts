import type { Refusal } from '#core/case-action.ts';
import type { Instant } from '#core/json.ts';
import type { Reception } from './reception.ts';
import { slackPen } from './slack-pen.ts';

/** Why an action was refused, with who was first and how long ago. */
export async function explainRefusal(reception: Reception, caseId: string, refusal: Refusal): Promise<string> {
  const { words } = reception;
  const since = await statusSince(reception, caseId);
  const ago = since === undefined ? words.shared.status[refusal.status] : words.answers.ago(msSince(reception, since));
  return words.answers.refused(refusal, slackPen(words).actor(refusal.by), ago);
}

function msSince(reception: Reception, since: Instant): number {
  return Math.max(0, Date.parse(reception.now()) - Date.parse(since));
}

async function statusSince({ desk, log }: Reception, caseId: string): Promise<Instant | undefined> {
  try {
    const looked = await desk.show(caseId);
    return 'found' in looked ? looked.found.case.statusAt : undefined;
  } catch (error) {
    // The refusal is the answer; the time is an extra.
    log.warn({ err: error, caseId }, 'time of the last change is not known');
    return undefined;
  }
}
