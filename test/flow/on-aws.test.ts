import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findDynoxide } from '#sandbox/aws/start-dynoxide.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTownOnAws } from './a-town.ts';

const isHere = findDynoxide() !== undefined;

describe.skipIf(!isHere)('Irene on DynamoDB, S3 and SQS', { timeout: 180_000 }, () => {
  it('shows a finding everywhere once, also when she is killed in the middle and files come twice', async () => {
    const town = await aTownOnAws();
    await town.drop('a.json', aFindingText());
    await until('the first card', () => town.slack.calls.some((call) => call.method === 'chat.postMessage'));
    await town.killAndRestart();
    await town.drop('b.json', aFindingText());
    const card = await until('the card', () => town.cards('C0WEB')[0], 60_000);
    // The lanes of the dead process rest until its leases have run out.
    await until('the incident', () => town.pagerduty.incidents[0], 60_000);
    await town.slack.person('UAKI').act({ channel: 'C0WEB', ts: card.ts, actionId: 'acknowledge' });
    await until(
      'the ack on both cards',
      () =>
        ['C0WEB', 'C0SECURITY'].every((channel) =>
          JSON.stringify(town.cards(channel)).includes('*Acknowledged* by Aki'),
        ),
      60_000,
    );
    await until('the label', () => town.issues()[0]?.labels.includes('status:acknowledged'), 60_000);
    await until('the ack of the incident', () => town.pagerduty.incidents[0]?.status === 'acknowledged', 60_000);
    expect([
      town.cards('C0WEB').length,
      town.cards('C0SECURITY').length,
      town.issues().length,
      town.pagerduty.incidents.length,
    ]).toEqual([1, 1, 1, 1]);
  });

  it('reads a file that another program saved in the bucket, when S3 tells of it', async () => {
    const town = await aTownOnAws();
    town.aws.notify('irene', 'irene');
    const { env } = town.aws;
    const s3 = new S3Client({
      region: env['AWS_REGION'] ?? '',
      endpoint: env['AWS_ENDPOINT_URL_S3'] ?? '',
      forcePathStyle: true,
      credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' },
    });
    onTestFinished(() => s3.destroy());
    const Key = 'AWSLogs/111122223333/GuardDuty/eu-west-1/2026/03/01/finding.jsonl';
    await s3.send(new PutObjectCommand({ Bucket: 'irene', Key, Body: aFindingText() }));
    await until('the card', () => town.cards('C0WEB')[0]);
    expect(town.irene.log.find((line) => line.msg === 'file read')).toMatchObject({
      key: Key,
      source: 'irene',
      recorded: 1,
    });
    await town.drop('own.json', aFindingText({ id: 'leak-2' }));
    await until(
      'the file of the inbox',
      () => town.irene.log.filter((line) => line.msg === 'file read').length === 2,
      90_000,
    );
  });
});
