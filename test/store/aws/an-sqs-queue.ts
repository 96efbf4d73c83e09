import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { createQueues } from '#store/aws/create-queues.ts';
import { openSqsQueue } from '#store/aws/open-sqs-queue.ts';
import { aName, type AwsWorld } from './an-aws-world.ts';

/** New queues of their own; `count` is of all their messages, seen or not. */
export async function anSqsQueue(
  { clients }: AwsWorld,
  options: { visibilitySeconds: number; maxReceives?: number; listSeconds?: number },
) {
  const urls = await createQueues(clients.sqs, aName(), options);
  const queue = openSqsQueue({ client: clients.sqs, ...urls, listSeconds: options.listSeconds ?? 2 });
  const count = async (which: 'live' | 'dead' = 'live') => {
    const QueueUrl = which === 'dead' ? urls.deadQueueUrl : urls.queueUrl;
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes: counts = {} } = await clients.sqs.send(asked);
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    return names.reduce((sum, name) => sum + Number(counts[name]), 0);
  };
  return { queue, ...urls, count };
}
