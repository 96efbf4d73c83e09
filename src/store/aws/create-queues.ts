import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface QueueUrls {
  queueUrl: string;
  deadQueueUrl: string;
}

const fourteenDays = 14 * 24 * 60 * 60;

/** Makes the queue `name` and its dead-letter queue `name-dead`. Safe to run again with the same settings. */
export async function createQueues(
  client: SQSClient,
  name: string,
  { visibilitySeconds = 30, maxReceives = 5 } = {},
): Promise<QueueUrls> {
  const MessageRetentionPeriod = String(fourteenDays);
  const deadQueueUrl = await createQueue(client, `${name}-dead`, { MessageRetentionPeriod });
  const queueUrl = await createQueue(client, name, {
    MessageRetentionPeriod,
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: await arnOf(client, deadQueueUrl),
      maxReceiveCount: maxReceives,
    }),
  });
  return { queueUrl, deadQueueUrl };
}

async function createQueue(client: SQSClient, name: string, attributes: Record<string, string>): Promise<string> {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  if (QueueUrl === undefined) throw new Error(`SQS made the queue ${name} and gave no URL`);
  return QueueUrl;
}

async function arnOf(client: SQSClient, queueUrl: string): Promise<string> {
  const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] });
  const { Attributes } = await client.send(command);
  const arn = Attributes?.['QueueArn'];
  if (arn === undefined) throw new Error(`SQS gave no ARN for ${queueUrl}`);
  return arn;
}
