import type { Fields, FormContext, Modal, Reading } from '../modal.ts';
import { choice, comment, input, options } from '../inputs.ts';
import { snoozeEnd, snoozeLengths } from '../snooze-end.ts';

const wakeOption = 'wake';

export const snoozeModal: Modal = {
  id: 'snooze',
  permission: 'snooze',
  firstField: 'length',
  fieldOf: { in_the_past: 'until' },
  blocks: ({ words }) => {
    const texts = words.modal.snooze;
    const lengths = options(snoozeLengths.map((length) => [length, texts.lengths[length]]));
    const wake = options([[wakeOption, texts.wake]]);
    const box = { type: 'checkboxes' as const, action_id: 'value', options: wake, initial_options: wake };
    return [
      input('length', texts.length, choice('static_select', lengths, lengths[1])),
      input('until', texts.until, { type: 'datetimepicker', action_id: 'value' }, true),
      comment('why', words.modal.why),
      input('wake', texts.wake, box, true),
    ];
  },
  read,
};

async function read(fields: Fields, { words, now, zone }: FormContext): Promise<Reading> {
  const picked = fields.until?.selected_date_time;
  const length = snoozeLengths.find((one) => one === fields.length?.selected_option?.value) ?? 'date';
  // A picked date goes first: nobody picks one to have it ignored.
  const until = typeof picked === 'number' ? new Date(picked * 1000).toISOString() : await snoozeEnd(length, now, zone);
  if (until === undefined) return { errors: { until: words.problems.pickDate } };
  if (until <= now) return { errors: { until: words.problems.past } };
  const why = fields.why?.value?.trim() ?? '';
  const wakeWhenWorse = fields.wake?.selected_options?.some(({ value }) => value === wakeOption) ?? false;
  return { action: { do: 'snooze', until, wakeWhenWorse, ...(why === '' ? {} : { why }) } };
}
