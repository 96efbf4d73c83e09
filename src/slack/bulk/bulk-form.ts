import type { KnownBlock, ModalView } from '@slack/types';
import { comment } from '../inputs.ts';
import type { Fields, FormContext } from '../modal.ts';
import { closeModal } from '../modals/close.ts';
import { snoozeModal } from '../modals/snooze.ts';
import { codeWithin } from '../mrkdwn.ts';
import type { Reception } from '../reception.ts';
import { contextLine, plainText, section } from '../text-objects.ts';
import type { BulkDeed } from '../words/bulk-words.ts';
import type { BulkAction } from '#pipeline/bulk-desk.ts';
import { bulkDeeds } from './bulk-buttons.ts';

export const bulkFormId = 'bulk';

/** Which cases a form is about, what it does to them, and where it was opened: its `private_metadata`. */
export interface BulkAbout {
  plan: string;
  deed: BulkDeed;
  channel: string;
}

/** The form for all results of a search: how many they are, and why (and how long) it is done. */
export function bulkForm(
  about: BulkAbout & { count: number; query: string },
  context: Pick<Reception, 'words' | 'escalationTargets'>,
): ModalView {
  const { plan, deed, channel, count, query } = about;
  const { bulk, modal } = context.words;
  return {
    type: 'modal',
    callback_id: bulkFormId,
    private_metadata: JSON.stringify({ v: 1, plan, deed, channel }),
    title: plainText(bulk.title[deed], 24),
    submit: plainText(bulk.submit[deed](count), 24),
    close: plainText(modal.cancel, 24),
    blocks: [section(bulk.about(count, codeWithin(query, 1500))), ...inputsOf(deed, context), contextLine(bulk.fixed)],
  };
}

function inputsOf(deed: BulkDeed, context: Pick<Reception, 'words' | 'escalationTargets'>): KnownBlock[] {
  if (deed === 'close') return closeModal.blocks(context);
  return deed === 'snooze' ? snoozeModal.blocks(context) : [comment('why', context.words.modal.why)];
}

/** Undefined when it is of another version. */
export function readBulkAbout(metadata: string): BulkAbout | undefined {
  try {
    const { v, plan, deed, channel } = JSON.parse(metadata) as Record<string, unknown>;
    const known = bulkDeeds.find((one) => one === deed);
    if (v !== 1 || typeof plan !== 'string' || known === undefined || typeof channel !== 'string') return undefined;
    return { plan, deed: known, channel };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What was filled in, or what is wrong with it, by field. */
export async function readBulkForm(
  deed: BulkDeed,
  fields: Fields,
  context: FormContext,
): Promise<{ action: BulkAction } | { errors: Record<string, string> }> {
  if (deed === 'acknowledge') {
    const why = fields['why']?.value?.trim() ?? '';
    return { action: { do: 'acknowledge', ...(why === '' ? {} : { why }) } };
  }
  const reading = await (deed === 'close' ? closeModal : snoozeModal).read(fields, context);
  if ('errors' in reading) return reading;
  if (!isBulk(reading.action)) throw new Error(`not for many cases: ${reading.action.do}`);
  return { action: reading.action };
}

function isBulk(action: { do: string }): action is BulkAction {
  return bulkDeeds.some((deed) => deed === action.do);
}
