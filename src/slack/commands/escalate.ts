import { caseCommand, whyOf } from '../case-command.ts';
import { usualTarget } from '../modals/escalate.ts';

/** Calls whom the modal offers first. */
export const escalate = caseCommand('escalate', ({ text, reception }) => ({
  action: { do: 'escalate', to: usualTarget(reception), ...whyOf(text) },
}));
