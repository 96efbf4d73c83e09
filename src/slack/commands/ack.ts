import { caseCommand } from '../case-command.ts';

export const ack = caseCommand('ack', () => ({ action: { do: 'acknowledge' } }));
