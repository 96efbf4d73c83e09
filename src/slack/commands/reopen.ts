import { caseCommand, whyOf } from '../case-command.ts';

export const reopen = caseCommand('reopen', ({ text }) => ({ action: { do: 'reopen', ...whyOf(text) } }));
