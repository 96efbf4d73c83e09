import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface AwsClients {
  dynamo: DynamoDBClient;
  s3: S3Client;
  sqs: SQSClient;
}

const maxAttempts = 3;
const connectionTimeout = 3_000;
/** The SDK waits for ever unless told, and only warns unless told again. */
const throwOnRequestTimeout = true;

/**
 * The clients, as the standard environment of the AWS SDK has it (`AWS_REGION`, credentials, `AWS_ENDPOINT_URL_*`).
 * `pathStyle` is for servers that speak S3 at one host name, `http://host/bucket/key`; a bare IP address does without.
 */
export function createAwsClients({ pathStyle = false }: { pathStyle?: boolean } = {}): AwsClients {
  const patience = { connectionTimeout, throwOnRequestTimeout };
  return {
    dynamo: new DynamoDBClient({ maxAttempts, requestHandler: { ...patience, requestTimeout: 5_000 } }),
    s3: new S3Client({
      maxAttempts,
      forcePathStyle: pathStyle,
      // A body that stands still; whoever reads it may be slow as well.
      requestHandler: { ...patience, requestTimeout: 20_000, socketTimeout: 120_000 },
    }),
    sqs: new SQSClient({
      maxAttempts,
      // Else the host in the queue's URL would win over AWS_ENDPOINT_URL_SQS.
      useQueueUrlAsEndpoint: false,
      // A long poll answers after 20 s.
      requestHandler: { ...patience, requestTimeout: 30_000 },
    }),
  };
}
