import { requiredText, textOf, type Arguments } from '../arguments.ts';
import { isRecord } from '../check-shape.ts';
import { fileObject } from '../message-object.ts';
import { addMessage } from '../message-store.ts';
import type { SlackFile } from '../slack-sandbox.ts';
import { SlackError } from '../slack-error.ts';
import { botMethod, joinedChannelOf, type SlackMethods } from '../slack-method.ts';
import type { SlackState } from '../slack-state.ts';

/** The three steps of an upload are these two with a POST of the bytes between them. */
export const fileMethods: SlackMethods = {
  'files.getUploadURLExternal': botMethod(['files:write'], getUploadUrl),
  'files.completeUploadExternal': botMethod(['files:write'], completeUpload),
};

function getUploadUrl(state: SlackState, args: Arguments): Record<string, unknown> {
  const name = requiredText(args, 'filename');
  const length = Number(requiredText(args, 'length'));
  if (!Number.isInteger(length) || length < 1) throw new SlackError('invalid_arguments');
  const id = state.newId('F');
  state.uploads.set(id, { name, length, altText: textOf(args, 'alt_text') ?? '' });
  return { upload_url: `${state.origin}/upload/${id}`, file_id: id };
}

function completeUpload(state: SlackState, args: Arguments): Record<string, unknown> {
  const wanted = Array.isArray(args.files) ? args.files.filter(isRecord) : [];
  if (wanted.length === 0) throw new SlackError('invalid_arguments');
  const channelId = textOf(args, 'channel_id');
  const channel = channelId === undefined ? undefined : joinedChannelOf(state, channelId);
  if (channel?.isArchived) throw new SlackError('is_archived');
  const files = wanted.map((one) => uploadedFile(state, one));
  for (const file of files) state.uploads.delete(file.id);
  state.workspace.files.push(...files);
  if (channel !== undefined) shareFiles(state, channel.id, files, args);
  state.changed();
  return { files: files.map((file) => fileObject(state, file)) };
}

function uploadedFile(state: SlackState, wanted: Record<string, unknown>): SlackFile {
  const id = String(wanted.id);
  const upload = state.uploads.get(id);
  if (upload?.bytes === undefined) throw new SlackError('file_not_found');
  const title = typeof wanted.title === 'string' ? wanted.title : upload.name;
  return { id, name: upload.name, title, altText: upload.altText, bytes: upload.bytes, channels: [] };
}

function shareFiles(state: SlackState, channel: string, files: SlackFile[], args: Arguments): void {
  for (const file of files) file.channels.push(channel);
  const threadTs = textOf(args, 'thread_ts');
  addMessage(state, channel, {
    user: state.workspace.bot.userId,
    bot_id: state.workspace.bot.botId,
    text: textOf(args, 'initial_comment') ?? '',
    files: files.map((file) => file.id),
    ...(threadTs !== undefined && { thread_ts: threadTs }),
  });
}
