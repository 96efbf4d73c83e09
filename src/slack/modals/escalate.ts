import type { EscalationTarget } from '#core/case.ts';
import { cutText } from '#core/text.ts';
import { choice, comment, input, options } from '../inputs.ts';
import type { Fields, FormContext, Modal, Reading } from '../modal.ts';
import { contextLine } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

// Of one select.
const mostTargets = 100;

export const escalateModal: Modal = {
  id: 'escalate',
  permission: 'escalate',
  firstField: 'to',
  fieldOf: {},
  blocks: ({ words, escalationTargets }) => {
    const texts = words.modal.escalate;
    const targets = targetsOf(escalationTargets, words).map(({ id, label }): [string, string] => [id, label]);
    return [
      contextLine(`⚠️ ${texts.warning}`),
      input('to', texts.to, choice('static_select', options(targets))),
      comment('why', texts.message),
    ];
  },
  read,
};

async function read(fields: Fields, { words, escalationTargets }: FormContext): Promise<Reading> {
  const targets = targetsOf(escalationTargets, words);
  const to = targets.find(({ id }) => id === fields.to?.selected_option?.value) ?? targets[0] ?? onCall(words);
  const why = fields.why?.value?.trim() ?? '';
  return { action: { do: 'escalate', to, ...(why === '' ? {} : { why }) } };
}

function onCall(words: SlackWords): EscalationTarget {
  return { id: 'here', label: words.modal.escalate.onCall };
}

/** Whom an escalation calls when nobody is named. */
export function usualTarget(context: Pick<FormContext, 'words' | 'escalationTargets'>): EscalationTarget {
  return targetsOf(context.escalationTargets, context.words)[0] ?? onCall(context.words);
}

/** Whom the settings name; without any, whoever is on call by the route. */
function targetsOf(targets: EscalationTarget[], words: SlackWords): EscalationTarget[] {
  if (targets.length === 0) return [onCall(words)];
  // The longest value of an option.
  return targets.slice(0, mostTargets).map(({ id, label }) => ({ id: cutText(id, 150), label }));
}
