import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { sendBatches } from './send-batches.ts';

/** Sends the texts as messages. When it throws, some may have been sent: at least once, never none. */
export async function sendBodies(
  client: SQSClient,
  queueUrl: string,
  texts: string[],
  { delaySeconds }: { delaySeconds: number },
): Promise<void> {
  const DelaySeconds = Math.ceil(delaySeconds);
  const [refused] = await sendBatches(texts, async (batch) => {
    const Entries = batch.map(({ id, value }) => ({ Id: id, MessageBody: value, DelaySeconds }));
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    return answer.Failed ?? [];
  });
  if (refused !== undefined) throw new Error(`SQS refuses a message: ${refused.Code}: ${refused.Message ?? ''}`);
}
