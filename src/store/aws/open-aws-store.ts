import type { Blobs } from '#core/blobs.ts';
import type { Queue } from '#core/queue.ts';
import type { Table } from '#core/table.ts';
import { type AwsClients, createAwsClients } from './create-aws-clients.ts';
import { openDynamoTable } from './open-dynamo-table.ts';
import { openS3Blobs } from './open-s3-blobs.ts';
import { openSqsQueue } from './open-sqs-queue.ts';

export interface AwsStore {
  table: Table;
  queue: Queue;
  blobs: Blobs;
  /** Receives that wait end with none, within 2 s where they were given a signal; then the connections go. */
  close(): Promise<void>;
}

export interface AwsStoreSettings {
  tableName: string;
  bucket: string;
  queueUrl: string;
  deadQueueUrl: string;
  now: () => Date;
  /** Set when the endpoint of S3 is one host name for all buckets. */
  pathStyle?: boolean;
  /** Others than those of the standard environment; `close` leaves them open. */
  clients?: AwsClients;
}

/** Everything that Irene keeps on AWS. Asks nothing of it yet: a wrong name is seen at the first call. */
export async function openAwsStore(settings: AwsStoreSettings): Promise<AwsStore> {
  const { tableName, bucket, queueUrl, deadQueueUrl, now, pathStyle = false } = settings;
  const clients = settings.clients ?? createAwsClients({ pathStyle });
  const queue = openSqsQueue({ client: clients.sqs, queueUrl, deadQueueUrl });
  return {
    table: openDynamoTable({ client: clients.dynamo, tableName, now }),
    queue,
    blobs: openS3Blobs({ client: clients.s3, bucket }),
    close: async () => {
      await queue.close();
      if (settings.clients !== undefined) return;
      for (const client of [clients.dynamo, clients.s3, clients.sqs]) client.destroy();
    },
  };
}
