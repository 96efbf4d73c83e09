import type { WebClient } from '@slack/web-api';

/**
 * Gives Slack a picture that belongs to no channel and answers its id, by which an image block shows it. The three steps are Slack's:
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function uploadPicture(
  client: WebClient,
  { bytes, name, altText }: { bytes: Uint8Array; name: string; altText: string },
): Promise<string> {
  const place = await client.files.getUploadURLExternal({ filename: name, length: bytes.length, alt_text: altText });
  const { upload_url: url, file_id: id } = place;
  if (url === undefined || id === undefined) throw new Error('slack names no place for a file');
  const sent = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), signal: AbortSignal.timeout(uploadMs) });
  if (!sent.ok) throw new Error(`slack took no file: ${sent.status}`);
  await client.files.completeUploadExternal({ files: [{ id, title: name }] });
  return id;
}

const uploadMs = 10_000;
