import { BucketAlreadyOwnedByYou, CreateBucketCommand } from '@aws-sdk/client-s3';
import { createAwsClients } from './create-aws-clients.ts';
import { createQueues } from './create-queues.ts';
import { createTable } from './create-table.ts';

/** The names under which everything is made. */
export interface AwsNames {
  tableName: string;
  bucket: string;
  queueName: string;
  pathStyle: boolean;
}

/**
 * Makes the table, the bucket and the two queues (`queueName` and `queueName-dead`) where they are missing, with the
 * credentials of the standard environment. Returns the addresses of the queues.
 */
export async function createAwsStore({
  tableName,
  bucket,
  queueName,
  pathStyle,
}: AwsNames): Promise<{ queueUrl: string; deadQueueUrl: string }> {
  const { dynamo, s3, sqs } = createAwsClients({ pathStyle });
  try {
    await createTable(dynamo, tableName);
    await s3.send(new CreateBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    });
    return await createQueues(sqs, queueName);
  } finally {
    for (const client of [dynamo, s3, sqs]) client.destroy();
  }
}
