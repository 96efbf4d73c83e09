import { createHttpFaults, type HttpFaults } from '../http/http-faults.ts';
import { openFaultDoor } from './open-fault-door.ts';
import { s3Event, s3TestEvent } from './s3-event.ts';
import { findDynoxide, startDynoxide } from './start-dynoxide.ts';
import { startFauxqs } from './start-fauxqs.ts';

export interface AwsSandbox {
  /** What a process needs so that the AWS SDK speaks to this sandbox: the variables of its standard environment. */
  env: Record<string, string>;
  createBucket: (name: string) => void;
  /** Orders a fault for the next requests that match; the paths are those of `openFaultDoor`. */
  failNext: HttpFaults['failNext'];
  /** From now on a bucket tells a queue of every object that is saved in it, as S3 does: a test message comes first. */
  notify: (bucket: string, queueName: string) => void;
  close: () => Promise<void>;
}

const region = 'us-east-1';

/**
 * DynamoDB, S3 and SQS on this machine, empty and in memory, each on a free port of the loopback address. Throws where
 * there is no program for DynamoDB: ask `findDynoxide` before.
 */
export async function startAwsSandbox(): Promise<AwsSandbox> {
  const program = findDynoxide();
  if (program === undefined) throw new Error('@dynoxide/linux-x64 is not installed: there is none for this platform');
  const dynoxide = await startDynoxide(program);
  const fauxqs = await startFauxqs({ region });
  const faults = createHttpFaults();
  const dynamoDoor = await openFaultDoor(dynoxide.port, faults);
  const fauxqsDoor = await openFaultDoor(fauxqs.port, faults);
  return {
    env: envFor(dynamoDoor.url, fauxqsDoor.url),
    createBucket: fauxqs.createBucket,
    failNext: faults.failNext,
    notify: (bucket, queueName) => {
      const now = () => new Date().toISOString();
      fauxqs.sendMessage(queueName, JSON.stringify(s3TestEvent(bucket, now())));
      fauxqs.onSaved((saved, key) => {
        if (saved === bucket) fauxqs.sendMessage(queueName, JSON.stringify(s3Event(bucket, key, now())));
      });
    },
    close: async () => {
      for (const part of [dynamoDoor, fauxqsDoor, fauxqs, dynoxide]) await part.close();
    },
  };
}

function envFor(dynamoUrl: string, fauxqsUrl: string): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoUrl,
    AWS_ENDPOINT_URL_S3: fauxqsUrl,
    AWS_ENDPOINT_URL_SQS: fauxqsUrl,
    // Whatever the machine has of its own must not get into a sandbox.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
