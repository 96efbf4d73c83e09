import { caseCommand } from '../case-command.ts';

export const note = caseCommand('note', ({ text, reception }) =>
  text === ''
    ? { problem: reception.words.work.problems.missing.text }
    : { action: { do: 'comment', why: text.slice(0, 1000) } },
);
