import type { ModalView } from '@slack/types';
import type { Case } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import type { SearchPage } from '#pipeline/desk.ts';
import { input } from '../inputs.ts';
import { codeWithin, escapeWithin, slackMoment } from '../mrkdwn.ts';
import { contextLine, plainText, section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { foundBlocks } from './found-blocks.ts';

export const silenceFormId = 'silence';
export const silencePreviewId = 'silence_preview';

export const longestReason = 500;
const longestQuery = 500;

/** What a person wants silenced, as a preview carries it on to the button that creates it. */
export interface AskedSilence {
  channel: string;
  query: string;
  until: Instant;
  reason: string;
}

/** The form: what, until when, why. `query` is filled in already and can be changed. */
export function silenceForm(given: { channel: string; query: string; until: Instant }, words: SlackWords): ModalView {
  const texts = words.orders.silence;
  const query = {
    type: 'plain_text_input' as const,
    action_id: 'value',
    max_length: longestQuery,
    ...(given.query === '' ? {} : { initial_value: given.query }),
  };
  const until = {
    type: 'datetimepicker' as const,
    action_id: 'value',
    initial_date_time: Math.floor(Date.parse(given.until) / 1000),
  };
  const reason = { type: 'plain_text_input' as const, action_id: 'value', max_length: longestReason };
  return {
    type: 'modal',
    callback_id: silenceFormId,
    private_metadata: JSON.stringify({ v: 1, channel: given.channel }),
    title: plainText(texts.title, 24),
    submit: plainText(texts.preview, 24),
    close: plainText(words.modal.cancel, 24),
    blocks: [
      { ...input('query', texts.query, query), hint: plainText(texts.queryHint, 150) },
      input('until', texts.until, until),
      input('reason', texts.reason, reason),
    ],
  };
}

/** What it would have hidden, before it can be created. */
export function silencePreview(asked: AskedSilence, found: SearchPage, words: SlackWords): ModalView {
  const texts = words.orders.silence;
  const summary = texts.summary(
    codeWithin(asked.query, 1000),
    slackMoment(asked.until),
    escapeWithin(asked.reason, 1000),
  );
  return {
    type: 'modal',
    callback_id: silencePreviewId,
    private_metadata: JSON.stringify({ v: 1, ...asked }),
    title: plainText(texts.title, 24),
    submit: plainText(texts.create, 24),
    close: plainText(texts.back, 24),
    blocks: [
      section(summary),
      ...foundBlocks(found, words, { some: texts.wouldHide, none: texts.wouldHideNone }),
      contextLine(texts.openOnes),
    ],
  };
}

/** Undefined when it is of another version. */
export function readAskedSilence(metadata: string): AskedSilence | undefined {
  const { channel, query, until, reason } = readObject(metadata);
  const isWhole = [channel, query, until, reason].every((one) => typeof one === 'string');
  return isWhole ? ({ channel, query, until, reason } as AskedSilence) : undefined;
}

/** The channel that a form was opened in; undefined when it is of another version. */
export function readChannel(metadata: string): string | undefined {
  const { channel } = readObject(metadata);
  return typeof channel === 'string' ? channel : undefined;
}

function readObject(metadata: string): Record<string, unknown> {
  try {
    const read = JSON.parse(metadata) as unknown;
    return typeof read === 'object' && read !== null && (read as { v?: unknown }).v === 1
      ? (read as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** A query for alerts like those of this case. A quotation mark cannot stand in a phrase; what is left finds it too. */
export function queryForCase(c: Case): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', ' ').trim()}"`;
  return [`type:${quoted(c.type)}`, `resource:${quoted(c.resource.id)}`, `account:${quoted(c.account)}`]
    .join(' ')
    .slice(0, longestQuery);
}
