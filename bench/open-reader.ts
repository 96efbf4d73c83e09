import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Blobs } from '#core/blobs.ts';
import type { Queue } from '#core/queue.ts';
import type { Table } from '#core/table.ts';
import { openAwsStore } from '#store/aws/open-aws-store.ts';
import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';

/** Irene's store, seen from another process. */
export interface Reader {
  table: Table;
  blobs: Blobs;
  queue: Queue;
  close(): Promise<void>;
}

/** Opens the store that a town's settings name. */
export async function openReader(settings: Record<string, string>): Promise<Reader> {
  const now = (): Date => new Date();
  if (settings['IRENE_STORE'] !== 'aws') {
    const store = await openEmbeddedStore(settings['IRENE_HOME'] ?? '', { now });
    return { ...store, close: async () => store.close() };
  }
  return openAwsStore({
    tableName: settings['IRENE_TABLE'] ?? '',
    bucket: settings['IRENE_BUCKET'] ?? '',
    queueUrl: settings['IRENE_QUEUE_URL'] ?? '',
    deadQueueUrl: settings['IRENE_DLQ_URL'] ?? '',
    now,
    clients: awsClientsOf(settings),
  });
}

/** Clients of the stand-ins that a town's settings name. Not by the environment: two towns in one process have two. */
export function awsClientsOf(settings: Record<string, string>) {
  const common = {
    region: settings['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: settings['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: settings['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  };
  const endpointOf = (service: string) => ({ ...common, endpoint: settings[`AWS_ENDPOINT_URL_${service}`] ?? '' });
  return {
    dynamo: new DynamoDBClient(endpointOf('DYNAMODB')),
    s3: new S3Client({ ...endpointOf('S3'), forcePathStyle: true }),
    sqs: new SQSClient({ ...endpointOf('SQS'), useQueueUrlAsEndpoint: false }),
  };
}
