import { awsError, s3Error } from '#sandbox/aws/aws-error.ts';
import type { HttpFault } from '#sandbox/http/http-faults.ts';
import { troubleOf, type Cell } from './cell.ts';

const conflict = awsError('TransactionCanceledException', {
  CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
});

const orders: [call: string, fault: string, method: string, path: RegExp, what: HttpFault, times: number][] = [
  [
    'DynamoDB: write',
    'throttled, 8 times',
    'POST',
    /TransactWriteItems$/,
    awsError('ProvisionedThroughputExceededException'),
    8,
  ],
  ['DynamoDB: write', 'TransactionConflict, 8 times', 'POST', /TransactWriteItems$/, conflict, 8],
  ['DynamoDB: write', 'done, answer lost', 'POST', /TransactWriteItems$/, { lostAnswer: true }, 2],
  ['DynamoDB: write', 'never answers', 'POST', /TransactWriteItems$/, { hangs: true }, 1],
  ['DynamoDB: read', 'throttled, 8 times', 'POST', /GetItem$/, awsError('ProvisionedThroughputExceededException'), 8],
  [
    'DynamoDB: query',
    '500, 8 times',
    'POST',
    /\/dynamodb\/Query$/,
    awsError('InternalServerError', { status: 500 }),
    8,
  ],
  ['DynamoDB: query', 'never answers', 'POST', /\/dynamodb\/Query$/, { hangs: true }, 2],
  ['S3: put', '503 SlowDown, 4 times', 'PUT', /^\/s3\//, s3Error('SlowDown', 503), 4],
  ['S3: put', 'done, answer lost', 'PUT', /^\/s3\//, { lostAnswer: true }, 1],
  ['S3: get', '503 SlowDown, 4 times', 'GET', /^\/s3\/irene\/./, s3Error('SlowDown', 503), 4],
  ['S3: get', 'connection reset, 4 times', 'GET', /^\/s3\/irene\/./, { reset: true }, 4],
  ['SQS: send', '500, 4 times', 'POST', /\/sqs\/SendMessage/, awsError('ServiceUnavailable', { status: 503 }), 4],
  ['SQS: send', 'done, answer lost: delivered twice', 'POST', /\/sqs\/SendMessage/, { lostAnswer: true }, 1],
  [
    'SQS: receive',
    '500, 4 times',
    'POST',
    /\/sqs\/ReceiveMessage$/,
    awsError('ServiceUnavailable', { status: 503 }),
    4,
  ],
  ['SQS: end message', 'reset, 3 times: delivered again', 'POST', /\/sqs\/DeleteMessage/, { reset: true }, 3],
];

/** What goes wrong with the store on AWS, which all lanes share. */
export const storeCells: Cell[] = orders.map(([call, fault, method, path, what, times]) => ({
  call,
  fault,
  touches: [],
  needsPerson: false,
  from: 'start',
  begin: ({ aws }) => {
    if (aws === undefined) throw new Error('this needs a store on AWS');
    return troubleOf(aws.failNext(method, path, what, times));
  },
}));

export const missingBlobCell: Cell = {
  call: 'S3: get',
  fault: '404, then sent again',
  touches: ['C0WEB', 'C0SECURITY', 'github', 'pagerduty'],
  needsPerson: true,
  from: 'start',
  begin: ({ aws, town }, title) => {
    if (aws === undefined) throw new Error('this needs a store on AWS');
    const order = aws.failNext('GET', /^\/s3\/irene\/./, s3Error('NoSuchKey', 404));
    return { ...troubleOf(order), mend: () => town.drop(`${title} again.json`, alertText(title)) };
  },
};

/** One critical alert of its own case. */
export function alertText(title: string): string {
  return JSON.stringify({
    irene: 1,
    id: title,
    type: 'fault/trial',
    title,
    severity: 'critical',
    account: '111122223333',
    resource: { id: `thing/${title}`, type: 'Thing' },
    at: new Date(Date.now() - 60_000).toISOString(),
  });
}
