import type { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Table } from '#core/table.ts';
import { laneOf } from '#pipeline/pending-effects.ts';
import { openDynamoTable } from '#store/aws/open-dynamo-table.ts';
import { awsClientsOf } from '../open-reader.ts';
import { lanesOf } from './watch-lanes.ts';

/** What the proof itself sees of the store that the replicas share. */
export interface Eyes {
  table: Table;
  s3: S3Client;
  /** No message waits or is in work, and no effect waits in any lane. */
  isAllDone(): Promise<boolean>;
  /** Whether somebody has claimed this tick. */
  isClaimed(tick: string): Promise<boolean>;
}

/** Over the store `irene` of the sandbox whose environment is `env`. */
export function openEyes(env: Record<string, string>): Eyes {
  const { dynamo, s3, sqs } = awsClientsOf(env);
  const table = openDynamoTable({ client: dynamo, tableName: 'irene', now: () => new Date() });
  const queueUrl = `${env['AWS_ENDPOINT_URL_SQS']}/000000000000/irene`;
  return {
    table,
    s3,
    isAllDone: async () => (await messagesIn(sqs, queueUrl)) === 0 && (await areLanesEmpty(table)),
    isClaimed: async (tick) => (await table.get([{ pk: `claim#cron#${tick}`, sk: 'claim' }]))[0] !== undefined,
  };
}

async function messagesIn(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }));
  const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: inWork } = Attributes ?? {};
  return Number(waiting) + Number(inWork);
}

async function areLanesEmpty(table: Table): Promise<boolean> {
  for (const lane of await lanesOf(table)) {
    if ((await table.query({ pk: laneOf(lane), index: 'due', limit: 1 })).items.length > 0) return false;
  }
  return true;
}
