import { severities } from '#core/severity.ts';
import { severityMark } from '../card.ts';
import { comment, input, options } from '../inputs.ts';
import type { Fields, FormContext, Modal, Reading } from '../modal.ts';
import { plainText } from '../text-objects.ts';

export const severityModal: Modal = {
  id: 'severity',
  permission: 'severity',
  firstField: 'severity',
  fieldOf: { why_missing: 'why' },
  blocks: ({ words }) => {
    const texts = words.work.modal.severity;
    const all = options(severities.toReversed().map((severity) => [severity, severityMark(severity, words)]));
    return [
      // Nothing is chosen before: the modal opens without asking what the case has now.
      input('severity', texts.severity, { type: 'static_select', action_id: 'value', options: all }),
      { ...comment('why', texts.why), optional: false, hint: plainText(texts.hint, 300) },
    ];
  },
  read,
};

async function read(fields: Fields, { words }: FormContext): Promise<Reading> {
  const severity = severities.find((one) => one === fields.severity?.selected_option?.value) ?? 'medium';
  const why = fields.why?.value?.trim() ?? '';
  if (why === '') return { errors: { why: words.work.problems.needsWhy } };
  return { action: { do: 'set_severity', severity, why } };
}
