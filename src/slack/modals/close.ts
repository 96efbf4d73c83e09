import type { RadioButtons } from '@slack/types';
import { closeReasons, type NamedReason } from '#core/alert.ts';
import { comment, input } from '../inputs.ts';
import type { Fields, FormContext, Modal, Reading } from '../modal.ts';
import { endOfDay, readDate, withEnd } from '../read-date.ts';
import { plainText } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

export const closeModal: Modal = {
  id: 'close',
  permission: 'close',
  firstField: 'reason',
  fieldOf: { end_date_missing: 'until', in_the_past: 'until' },
  blocks: ({ words }) => {
    const texts = words.modal.close;
    return [
      input('reason', texts.reason, reasonButtons(words)),
      comment('why', texts.comment),
      {
        ...input('until', texts.until, { type: 'datepicker', action_id: 'value' }, true),
        hint: plainText(texts.untilHint, 300),
      },
    ];
  },
  read,
};

function reasonButtons(words: SlackWords): RadioButtons {
  const options = closeReasons.map((reason) => ({
    text: plainText(words.shared.reason[reason], 75),
    description: plainText(words.modal.close.reasons[reason], 75),
    value: reason,
  }));
  return { type: 'radio_buttons', action_id: 'value', options };
}

async function read(fields: Fields, { words, now, zone }: FormContext): Promise<Reading> {
  const { problems } = words;
  const reason = closeReasons.find((one) => one === fields.reason?.selected_option?.value) ?? 'fixed';
  const day = fields.until?.selected_date ?? undefined;
  if (day === undefined) {
    return reason === 'accepted_risk' ? { errors: { until: problems.needsEnd } } : { action: close(reason, fields) };
  }
  if (!withEnd.has(reason)) return { errors: { until: problems.endDoesNotFit } };
  const date = readDate(day);
  if (date === undefined) return { errors: { until: problems.pickDate } };
  const acceptedUntil = endOfDay(date, await zone());
  if (acceptedUntil <= now) return { errors: { until: problems.past } };
  return { action: { ...close(reason, fields), acceptedUntil } };
}

function close(reason: NamedReason, fields: Fields) {
  const why = fields.why?.value?.trim() ?? '';
  return { do: 'close' as const, reason, ...(why === '' ? {} : { why }) };
}
