import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import { readFile } from './read-file.ts';

/** Real samples from public projects, which may lie beside the project; they are no part of it. */
const data = new URL('../../../shared/data/', import.meta.url);

const isHere = existsSync(data);
if (!isHere) process.stdout.write(`skipped: the real samples are not at ${data.pathname}\n`);

/** The values of a file of samples, each out of the note that says where it is from. */
function samplesIn(path: string): JsonObject[] {
  const lines = readFileSync(new URL(path, data), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const value = JSON.parse(line) as JsonObject;
    const inner = value['event'] ?? value['log'] ?? value['resource'];
    return 'src' in value && inner !== undefined ? (inner as JsonObject) : value;
  });
}

function kindOf({ 'detail-type': kind }: JsonObject): string {
  return typeof kind === 'string' ? kind : '';
}

type Pick = (sample: JsonObject) => boolean;

const ofKind =
  (kind: string): Pick =>
  (sample) =>
    kindOf(sample) === kind;
const viaCloudtrail: Pick = (sample) => kindOf(sample).endsWith(' via CloudTrail') || 'eventVersion' in sample;
const isFinding: Pick = (sample) => kindOf(sample).startsWith('Security Hub Findings');
const all: Pick = () => true;

test.skipIf(!isHere).for<[path: string, source: string, pick: Pick, records: number]>([
  ['guardduty/findings.jsonl', 'guardduty', all, 8],
  ['scc/sra-findings.jsonl', 'scc', all, 16],
  ['aws-api/cwe-events.jsonl', 'guardduty', ofKind('GuardDuty Finding'), 2],
  ['aws-api/cwe-events.jsonl', 'securityhub', isFinding, 3],
  ['aws-api/cwe-events.jsonl', 'cloudtrail', viaCloudtrail, 24],
  ['aws-api/cwe-events.jsonl', 'aws-config', ofKind('Config Configuration Item Change'), 1],
  ['securityhub/asff.jsonl', 'securityhub', all, 10],
  ['securityhub/securityhub.GetFindings.jsonl', 'securityhub', all, 20],
  ['cloudtrail/invictus-aws.jsonl', 'cloudtrail', all, 2900],
  ['cloudtrail/stratus.jsonl', 'cloudtrail', all, 310],
  ['cloudtrail/traildiscover.jsonl', 'cloudtrail', all, 563],
  ['gcp-audit/events.jsonl', 'gcp-audit', (sample) => 'protoPayload' in sample, 69],
  ['cai/assets.jsonl', 'cai', all, 424],
])('every real sample of %s is read by %s', async ([path, expected, pick, records]) => {
  const samples = samplesIn(path).filter(pick);
  const { source, reads, rejects, alerts, events, snapshots } = await readFile(
    samples.map((sample) => JSON.stringify(sample)).join('\n'),
  );
  expect({ source, rejects, records: reads.length }).toEqual({ source: expected, rejects: [], records });
  for (const { id, type, account, resource } of alerts) expect([id, type, account, resource.id]).not.toContain('');
  for (const { id, account } of events) expect([id, account]).not.toContain('');
  for (const { account, resource } of snapshots) expect([account, resource.id, resource.type]).not.toContain('');
});

const answers: [file: string, wrap: (samples: Json[]) => JsonObject[], atLeast: number, rejects: number][] = [
  ['ec2.DescribeSecurityGroups', (SecurityGroups) => [{ SecurityGroups }], 388, 0],
  ['ec2.DescribeInstances', (Instances) => [{ Reservations: [{ OwnerId: '111122223333', Instances }] }], 294, 0],
  ['rds.DescribeDBInstances', (DBInstances) => [{ DBInstances }], 105, 3],
  ['iam.ListUsers', (Users) => [{ Users }], 52, 0],
  ['cloudtrail.DescribeTrails', (trailList) => [{ trailList }], 55, 0],
  ['iam.GetCredentialReport', (reports) => reports as JsonObject[], 9, 0],
];

test.skipIf(!isHere).for(answers)('every real answer of %s is read', async ([name, wrap, atLeast, rejected]) => {
  const samples = samplesIn(`aws-api/${name}.jsonl`);
  const { source, snapshots, rejects } = await readFile(JSON.stringify(wrap(samples)));
  expect(source).toBe('aws-describe');
  expect(snapshots.length).toBeGreaterThanOrEqual(atLeast);
  // three databases in the samples have none, or one of no account
  expect(rejects).toHaveLength(rejected);
});

test.skipIf(!isHere)('what is no audit entry among the samples is a reject', async () => {
  const samples = samplesIn('gcp-audit/events.jsonl').map((sample) => JSON.stringify(sample));
  const { source, events, rejects } = await readFile(samples.join('\n'));
  expect({ source, events: events.length, rejects: rejects.length }).toEqual({
    source: 'gcp-audit',
    events: 69,
    rejects: 5,
  });
});
