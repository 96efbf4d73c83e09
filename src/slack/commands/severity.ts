import { isSeverity, severities, type Severity } from '#core/severity.ts';
import { caseCommand, firstWord } from '../case-command.ts';
import { codeWithin } from '../mrkdwn.ts';
import type { SlackWords } from '../words/slack-words.ts';

export const severity = caseCommand('severity', ({ text, reception: { words } }) => {
  const { problems } = words.work;
  const { first, rest } = firstWord(text);
  if (first === '') return { problem: problems.missing.severity };
  const read = readSeverity(first, words);
  if (read === undefined) return { problem: problems.noSeverity(codeWithin(first, 60)) };
  if (rest === '') return { problem: problems.missing.why };
  return { action: { do: 'set_severity', severity: read, why: rest.slice(0, 1000) } };
});

/** As the files call it, or as the reader's language does. */
function readSeverity(typed: string, words: SlackWords): Severity | undefined {
  const plain = typed.toLowerCase();
  return isSeverity(plain) ? plain : severities.find((one) => words.shared.severity[one].toLowerCase() === plain);
}
