import { closeReasons, type NamedReason } from '#core/alert.ts';
import { caseCommand, firstWord, whyOf, type ReadAction, type Typed } from '../case-command.ts';
import { codeWithin } from '../mrkdwn.ts';
import { endOfDay, readDate, withEnd } from '../read-date.ts';

export const close = caseCommand('close', read);

async function read({ text, asked, reception }: Typed): Promise<ReadAction> {
  const { problems } = reception.words.work;
  const { first, rest } = firstWord(text);
  if (first === '') return { problem: problems.missing.reason };
  const reason = readReason(first);
  if (reason === undefined) return { problem: problems.noReason(codeWithin(first, 60)) };
  const { first: word, rest: after } = firstWord(rest);
  if (!/^\d{4}-\d/.test(word)) {
    if (reason === 'accepted_risk') return { problem: problems.missing.end };
    return { action: { do: 'close', reason, ...whyOf(rest) } };
  }
  const date = readDate(word);
  if (date === undefined) return { problem: problems.noDate(codeWithin(word, 60)) };
  if (!withEnd.has(reason)) return { problem: problems.endDoesNotFit(codeWithin(reason, 40)) };
  const acceptedUntil = endOfDay(date, await reception.people.zone(asked.user.id));
  if (acceptedUntil <= reception.now()) return { problem: problems.past(codeWithin(word, 60)) };
  return { action: { do: 'close', reason, acceptedUntil, ...whyOf(after) } };
}

function readReason(typed: string): NamedReason | undefined {
  const plain = typed.toLowerCase().replaceAll('-', '_');
  return closeReasons.find((reason) => reason === plain);
}
