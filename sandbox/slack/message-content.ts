import type { KnownBlock, MessageAttachment } from '@slack/types';
import type { Arguments } from './arguments.ts';
import { checkAttachments, checkBlocks } from './check-blocks.ts';
import { isRecord } from './check-shape.ts';
import type { SlackMessage } from './slack-sandbox.ts';
import { SlackError, withReasons } from './slack-error.ts';
import type { SlackState } from './slack-state.ts';
import { withBlockIds } from './with-block-ids.ts';

/** What a message says; a part is undefined where the call did not give it. */
export interface Content {
  text?: string;
  blocks?: KnownBlock[];
  attachments?: MessageAttachment[];
  metadata?: NonNullable<SlackMessage['metadata']>;
}

/** Reads and checks the content of a call; throws Slack's error when it would be refused. */
export function readContent(state: SlackState, args: Arguments, longestText = 40_000): Content {
  const content: Content = {};
  if (typeof args.text === 'string') content.text = args.text;
  if (hasValue(args.blocks)) content.blocks = readBlocks(state, args.blocks);
  if (hasValue(args.attachments)) content.attachments = readAttachments(state, args.attachments);
  if (hasValue(args.metadata)) content.metadata = readMetadata(args.metadata);
  if (Array.from(content.text ?? '').length > longestText) throw new SlackError('msg_too_long');
  return content;
}

/** Whether there is anything to see. */
export function isEmpty(content: Content): boolean {
  return !content.text?.trim() && !content.blocks?.length && !content.attachments?.length;
}

function readBlocks(state: SlackState, blocks: unknown): KnownBlock[] {
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const reasons = state.strictness.blockKit ? checkBlocks(blocks, 'message') : [];
  if (reasons.length > 0) throw new SlackError('invalid_blocks', withReasons(reasons));
  return withBlockIds(blocks as KnownBlock[]);
}

function readAttachments(state: SlackState, attachments: unknown): MessageAttachment[] {
  if (!Array.isArray(attachments)) throw new SlackError('invalid_attachments');
  const reasons = state.strictness.blockKit ? checkAttachments(attachments) : [];
  if (reasons.length > 0) throw new SlackError('invalid_attachments', withReasons(reasons));
  return (attachments as MessageAttachment[]).map((attachment, index) => ({
    id: index + 1,
    fallback: '[no preview available]',
    ...attachment,
    ...(attachment.blocks && { blocks: withBlockIds(attachment.blocks as KnownBlock[]) }),
  }));
}

function readMetadata(metadata: unknown): NonNullable<SlackMessage['metadata']> {
  if (!isRecord(metadata)) throw new SlackError('invalid_metadata_format');
  const { event_type, event_payload } = metadata;
  if (typeof event_type !== 'string' || event_type === '' || !isRecord(event_payload)) {
    throw new SlackError('invalid_metadata_schema');
  }
  return { event_type, event_payload };
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
