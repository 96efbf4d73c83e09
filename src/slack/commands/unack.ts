import { caseCommand } from '../case-command.ts';

export const unack = caseCommand('unack', () => ({ action: { do: 'unacknowledge' } }));
