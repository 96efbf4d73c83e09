import { caseCommand, whyOf, type ReadAction, type Typed } from '../case-command.ts';
import { codeWithin } from '../mrkdwn.ts';
import { readSnooze } from '../read-snooze.ts';

export const snooze = caseCommand('snooze', read);

/** Wakes early when it gets worse, as the modal does unless somebody takes that away. */
async function read({ text, asked, reception }: Typed): Promise<ReadAction> {
  const { problems } = reception.words.work;
  if (text === '') return { problem: problems.missing.length };
  const zone = () => reception.people.zone(asked.user.id);
  const typed = await readSnooze(text, { now: reception.now(), zone });
  if (!('problem' in typed)) {
    return { action: { do: 'snooze', until: typed.until, wakeWhenWorse: true, ...whyOf(typed.rest) } };
  }
  const say = { length: problems.noLength, day: problems.noDay, past: problems.past }[typed.problem];
  return { problem: say(codeWithin(typed.typed, 60)) };
}
