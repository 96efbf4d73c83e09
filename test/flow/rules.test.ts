import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Town } from '#sandbox/start-town.ts';
import { until } from '#test/until.ts';
import { aTown } from './a-town.ts';

interface Call {
  eventName: string;
  at: string;
  [field: string]: unknown;
}

/** A log file as CloudTrail writes it. */
function aLog(...calls: Call[]): Uint8Array {
  const records = calls.map(({ at, eventName, ...given }, index) => ({
    eventVersion: '1.08',
    eventTime: at,
    eventSource: 'cloudtrail.amazonaws.com',
    eventName,
    eventID: `${eventName}-${at}-${index}`,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    recipientAccountId: '111122223333',
    userIdentity: { type: 'IAMUser', userName: 'mallory', accountId: '111122223333' },
    ...given,
  }));
  return gzipSync(JSON.stringify({ Records: records }));
}

const trail = { requestParameters: { name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main' } };

function failures(from: number, to: number): Call[] {
  return Array.from({ length: to - from }, (_, n) => ({
    eventName: 'ConsoleLogin',
    eventSource: 'signin.amazonaws.com',
    at: `2026-03-01T11:0${Math.floor((from + n) / 2)}:${(from + n) % 2 === 0 ? '00' : '30'}Z`,
    responseElements: { ConsoleLogin: 'Failure' },
  }));
}

const cardWith = (town: Town, channel: string, part: string, count = 1) =>
  until(`a card with ${part}`, () => {
    const cards = town.cards(channel).filter((card) => JSON.stringify(card).includes(part));
    return cards.length === count ? cards[0] : undefined;
  });

async function filesRead(town: Town, count: number): Promise<void> {
  await until(`${count} files`, () => town.irene.log.filter(({ msg }) => msg === 'file read').length >= count);
}

/** Writes as editors do: whole files, in one step. */
async function writeRule(town: Town, path: string, text: string): Promise<void> {
  const file = join(town.home, 'rules', path);
  await writeFile(`${file}.draft`, text);
  await rename(`${file}.draft`, file);
}

describe('the rules of the house', { timeout: 180_000 }, () => {
  it('make a case of a stopped trail, and close it when somebody starts it again', async () => {
    const town = await aTown();
    await town.drop('one.json.gz', aLog({ eventName: 'StopLogging', at: '2026-03-01T11:00:00Z', ...trail }));
    const card = await cardWith(town, 'C0WEB', 'A CloudTrail trail was stopped or deleted');
    expect(JSON.stringify(card)).toContain('mallory');
    await until('the incident', () => town.pagerduty.incidents[0]?.status === 'triggered');
    await town.drop('two.json.gz', aLog({ eventName: 'StartLogging', at: '2026-03-01T11:20:00Z', ...trail }));
    await until('the incident to resolve', () => town.pagerduty.incidents[0]?.status === 'resolved');
    await cardWith(town, 'C0WEB', 'Somebody put it back');
    await until('the issue to close', () => town.issues()[0]?.state === 'closed');
  });

  it('count a brute force over two files, once, also when both are read again', async () => {
    const town = await aTown();
    await town.drop('one.json.gz', aLog(...failures(0, 3)));
    await town.drop('two.json.gz', aLog(...failures(3, 6)));
    await cardWith(town, 'C0WEB', 'Repeated console sign-in failures');
    await town.killAndRestart();
    await town.drop('again.json.gz', aLog(...failures(0, 6)));
    await filesRead(town, 1);
    const [card] = town.cards('C0WEB');
    expect(town.cards('C0WEB')).toHaveLength(1);
    expect(JSON.stringify(card)).not.toMatch(/seen 2|×2|2 times/i);
  });

  it('open a case of a firewall that is open to the world, and close it when it is not', async () => {
    const town = await aTown();
    const feed = JSON.parse(await readFile('test/fixtures/sources/cai-feed.json', 'utf8')) as {
      asset: { updateTime: string; resource: { data: { sourceRanges: string[] } } };
      window: { startTime: string };
    };
    await town.drop('open.json', JSON.stringify(feed));
    await cardWith(town, 'C0WEB', 'allow-all');
    feed.asset.updateTime = feed.window.startTime = '2026-03-01T10:30:00Z';
    feed.asset.resource.data.sourceRanges = ['10.0.0.0/8'];
    await town.drop('fixed.json', JSON.stringify(feed));
    await until('the issue to close', () => town.issues()[0]?.state === 'closed');
    expect(town.issues()[0]).toMatchObject({ stateReason: 'completed' });
  });
});

describe('rules that change while Irene runs', { timeout: 180_000 }, () => {
  const rule = (level: string) => `id: our-own-rule
title: Our own rule has matched
logsource: { product: aws, service: cloudtrail }
detection:
  call: { eventName: DescribeTrails }
  condition: call
level: ${level}
`;

  it('are in force at once; broken ones are not, and ops hear where they are broken until they are mended', async () => {
    const town = await aTown();
    const reloads = () => town.irene.log.filter(({ msg }) => msg === 'rules reloaded').length;
    const look = (at: string) => aLog({ eventName: 'DescribeTrails', at, requestParameters: { trailNameList: [at] } });
    await town.drop('before.json.gz', look('2026-03-01T11:00:00Z'));
    await filesRead(town, 1);
    await writeRule(town, 'detect/our-own-rule.yml', rule('high'));
    await until('the reload', () => reloads() === 1);
    await town.drop('after.json.gz', look('2026-03-01T11:01:00Z'));
    await cardWith(town, 'C0WEB', 'Our own rule has matched');

    await writeRule(town, 'detect/our-own-rule.yml', rule('deadly'));
    const told = await cardWith(town, 'C0OPS', 'do not load');
    expect(JSON.stringify(told)).toContain('detect/our-own-rule.yml:7:');
    await town.drop('meanwhile.json.gz', aLog({ eventName: 'StopLogging', at: '2026-03-01T11:02:00Z', ...trail }));
    await cardWith(town, 'C0WEB', 'A CloudTrail trail was stopped or deleted');

    await writeRule(town, 'detect/our-own-rule.yml', rule('low'));
    await until('the second reload', () => reloads() === 2);
    await cardWith(town, 'C0OPS', 'The rules load.');
  });
});
